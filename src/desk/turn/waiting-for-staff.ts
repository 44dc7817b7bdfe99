import type { InboundId } from '../../core/ids.ts'
import type { ConverseKit } from '../converse.ts'
import { sayDesk } from './say-desk.ts'
import type { Line, Waiting, Work } from './work.ts'

/** The queue is the desk's, not a flow's: these tokens are no question's serial. */
const WAIT = { token: 'w.1', key: 'handoff_wait_on' } as const
const STOP = { token: 'w.2', key: 'handoff_stop' } as const

/** A person was called: say so, and that waiting can be ended. */
export function waitingSay(kit: ConverseKit, work: Work, answers: InboundId | null): Extract<Line, { from: 'bot' }> {
  const line = sayDesk(kit, work, work.passiveOnly ? 'handoff_waiting_passive' : 'handoff_waiting', answers)
  const choices = [WAIT, STOP].map(({ token, key }, i) => ({ token, number: i + 1, label: label(kit, work, key) }))
  return { ...line, body: { ...line.body, choices } }
}

/** They go on waiting. */
export function stillWaitingSay(kit: ConverseKit, work: Work, answers: InboundId): Line {
  return sayDesk(kit, work, work.passiveOnly ? 'handoff_still_waiting_passive' : 'handoff_still_waiting', answers)
}

/** What somebody in the queue answered; null: something for staff to read. */
export function readWaitAnswer(kit: ConverseKit, work: Work, event: Waiting): 'wait' | 'stop' | null {
  const { content } = event
  if (content.kind === 'choice')
    return content.token === WAIT.token ? 'wait' : content.token === STOP.token ? 'stop' : null
  if (content.kind !== 'text') return null
  const options = [WAIT, STOP].map(({ key }) => () => [label(kit, work, key)])
  const reading = kit.reader.read(content.text, {
    language: work.person.language,
    now: event.receivedAt,
    open: { expects: [], options, yesNo: false },
  })
  if (reading.option === 0) return 'wait'
  return reading.option === 1 || reading.command === 'cancel' ? 'stop' : null
}

export function pressedWaitOption(kit: ConverseKit, work: Work, token: string): string | null {
  const option = [WAIT, STOP].find(one => one.token === token)
  return option ? label(kit, work, option.key) : null
}

function label(kit: ConverseKit, work: Work, key: string): string {
  const { language, largeType } = work.person
  return kit.texts.render({ flow: null, key, params: {} }, { language, largeType })
}
