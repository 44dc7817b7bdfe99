import type { Tx } from '../../../db/database.ts'
import { notUnderstood } from '../../../db/schema/index.ts'
import type { Instant } from '../../core/civil-time.ts'
import type { Reading } from '../../core/reading.ts'
import type { Effect } from '../../engine/step.ts'
import { foldWord } from '../../language/fold.ts'
import { MASK, maskPersonal } from '../../language/mask.ts'
import type { ConverseKit } from '../converse.ts'
import type { DeskPorts } from '../ports.ts'
import type { Finished } from './rounds.ts'
import type { UnknownWords, Work } from './work.ts'

/** Purpose of the hash that one wording has whoever wrote it. */
export const SAME_WORDS = 'words'

/** What administrators may see of it: nothing of an answer that would have been personal, the rest masked. */
export function unknownWords(
  kit: ConverseKit,
  { talk, person }: Work,
  reading: Reading | null,
  { flow, slot }: Extract<Effect, { kind: 'not_understood' }>,
): UnknownWords[] {
  if (!reading) return []
  const known: string[] = person.form === null ? [] : [person.form]
  for (const frame of talk.frames) {
    const slots = kit.book.version(frame.version)?.definition.slots ?? {}
    if (frame.flow === flow && slot !== null && slots[slot]?.personal) return []
    for (const [name, value] of Object.entries(frame.slots)) {
      if (slots[name]?.personal && typeof value === 'string') known.push(value)
    }
  }
  const text = maskPersonal(reading.text, known, 'go')
  return foldWord(text.replace(MASK, '')) === '' ? [] : [{ flow, slot, text }]
}

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
