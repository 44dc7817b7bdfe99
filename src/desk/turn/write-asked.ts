import type { Tx } from '../../../db/database.ts'
import { inbound } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { tableOf } from '../../../db/table-of.ts'
import { type Instant, later } from '../../core/civil-time.ts'
import type { DeskPorts } from '../ports.ts'
import type { Finished } from './rounds.ts'

/** Events that a model is asked about wait for its answer, or for the end of their patience: then they go on without. */
export async function writeAsked(ports: DeskPorts, tx: Tx, finished: readonly Finished[], now: Instant): Promise<void> {
  const asking = finished.flatMap(({ claimed, work }) => (work.asking ? { claimed, ...work.asking } : []))
  if (asking.length === 0) return
  const table = tableOf('a', {
    id: { type: 'bigint', values: asking.map(({ event }) => event.id) },
    understood: {
      type: 'bytea',
      values: asking.map(({ claimed, event, text }) =>
        ports.vault.seal(claimed.key, { ...event.understood, asked: text }),
      ),
    },
  })
  const until = later(now, ports.waits.guessHold)
  await tx.execute(sql`
    update ${inbound} i set understood = a.understood, not_before = to_timestamp(${until}::float8 / 1000.0),
      ask_kind = 'meaning', ask_due_at = to_timestamp(${now}::float8 / 1000.0), ask_tries = 0, ask_claimed_until = null
    from ${table} where i.id = a.id`)
  await ports.database.bell.ring(tx, 'interpretation')
}
