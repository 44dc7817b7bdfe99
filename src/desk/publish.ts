import type { Tx } from '../../db/database.ts'
import { flow, flowVersion } from '../../db/schema/index.ts'
import { sql } from '../../db/sql.ts'
import type { VersionHash } from '../core/ids.ts'
import type { FlowDefinition } from '../engine/definition.ts'

export interface Publication {
  readonly hash: VersionHash
  readonly definition: FlowDefinition
}

/** Makes checked definitions the ones that new talks take; talks under way keep theirs. True where something changed. */
export async function publish(tx: Tx, publications: readonly Publication[], by: string): Promise<boolean> {
  if (publications.length === 0) return false
  await tx
    .insert(flowVersion)
    .values(publications.map(({ hash, definition }) => ({ hash, flow: definition.flow, definition, publishedBy: by })))
    // The same version under other tests or another layout: those are kept with it as they now are.
    .onConflictDoUpdate({
      target: flowVersion.hash,
      set: { definition: sql`excluded.definition` },
      setWhere: sql`${flowVersion.definition} <> excluded.definition`,
    })
  const changed = await tx
    .insert(flow)
    .values(publications.map(({ hash, definition }) => ({ flow: definition.flow, current: hash })))
    .onConflictDoUpdate({
      target: flow.flow,
      set: { current: sql`excluded.current` },
      setWhere: sql`${flow.current} <> excluded.current`,
    })
    .returning({ flow: flow.flow })
  return changed.length > 0
}
