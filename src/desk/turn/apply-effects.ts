import type { InboundId } from '../../core/ids.ts'
import { EXPECTED, type Expected } from '../../core/outbound.ts'
import type { Effect } from '../../engine/step.ts'
import type { Talk } from '../../engine/talk.ts'
import { composeMessage } from '../compose-message.ts'
import type { Conversed, ConverseKit } from '../converse.ts'
import { maskedWords } from '../masked-words.ts'
import { waitingSay } from './waiting-for-staff.ts'
import type { Line, UnknownWords, Work } from './work.ts'

/** What one event's effects make of the work; `speaks` says which of its lines may go out. */
export function applyEffects(
  kit: ConverseKit,
  before: Work,
  said: Conversed,
  answers: InboundId | null,
  speaks: (line: Extract<Line, { from: 'bot' }>) => boolean,
): Work {
  let work: Work = { ...before, talk: said.talk, person: said.person }
  const known = new Set(before.talk.acts.map(act => act.number))
  const undoUntil = said.talk.acts.find(act => !known.has(act.number))?.until ?? null
  for (const effect of said.effects) {
    switch (effect.kind) {
      case 'say': {
        const body = { ...composeMessage(kit.texts, effect, said.person, undoUntil), ...expectedBy(effect, said.talk) }
        const line = { from: 'bot', body, answers, urgent: effect.urgent, serial: effect.serial } as const
        if (speaks(line)) work = { ...work, lines: [...work.lines, line] }
        break
      }
      case 'handoff':
        if (work.owner === 'bot') work = { ...work, owner: 'staff', opened: { reason: effect.reason } }
        break
      case 'alarm':
        work = { ...work, alarms: [...work.alarms, { inbound: answers, classes: effect.classes }] }
        break
      case 'notify':
        work = { ...work, notices: [...work.notices, { to: effect.to, text: effect.text }] }
        break
      case 'not_understood':
        work = { ...work, unknown: [...work.unknown, ...unknownWords(kit, before, said, effect)] }
        break
      case 'ended':
        break
    }
  }
  const queued = work.opened !== null && before.opened === null && work.opened.reason !== 'danger'
  return queued ? { ...work, lines: [...work.lines, waitingSay(kit, work, answers)] } : work
}

/** Where a platform has a control for what the open question asks. */
function expectedBy({ serial }: Extract<Effect, { kind: 'say' }>, { open }: Talk): { readonly expects?: Expected } {
  if (serial === null || serial !== open?.serial) return {}
  const expects = EXPECTED.find(kind => open.expects.includes(kind))
  return expects ? { expects } : {}
}

/** For administrators. */
function unknownWords(
  { book }: ConverseKit,
  { talk, person }: Work,
  { reading }: Conversed,
  missed: Extract<Effect, { kind: 'not_understood' }>,
): UnknownWords[] {
  const text = maskedWords({ book, talk, person }, reading, missed, 'go')
  return text === null ? [] : [{ flow: missed.flow, slot: missed.slot, text }]
}
