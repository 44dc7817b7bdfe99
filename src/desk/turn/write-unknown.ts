import type { Tx } from '../../../db/database.ts'
import { notUnderstood } from '../../../db/schema/index.ts'
import type { Instant } from '../../core/civil-time.ts'
import { foldWord } from '../../language/text/fold.ts'
import type { DeskPorts } from '../ports.ts'
import type { Finished } from './rounds.ts'

/** Purpose of the hash that one wording has whoever wrote it. */
const SAME_WORDS = 'words'

export async function writeUnknown(
  ports: DeskPorts,
  tx: Tx,
  finished: readonly Finished[],
  now: Instant,
): Promise<void> {
  const { vault } = ports
  const rows = finished.flatMap(({ claimed, work }) =>
    work.unknown.map(({ flow, slot, text }) => ({
      at: new Date(now),
      contactId: claimed.contact,
      area: claimed.area,
      flow,
      slot,
      words: vault.hash(SAME_WORDS, foldWord(text)),
      text: vault.seal(claimed.key, text),
    })),
  )
  if (rows.length > 0) await tx.insert(notUnderstood).values(rows)
}
