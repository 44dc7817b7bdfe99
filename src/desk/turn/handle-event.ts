import type { Instant } from '../../core/civil-time.ts'
import type { ContactId, InboundId } from '../../core/ids.ts'
import type { Outcome } from '../../core/operation.ts'
import { optionToken } from '../../engine/option-token.ts'
import type { PendingCall, TextRef } from '../../engine/talk.ts'
import { type ConverseKit, converse, type Incoming } from '../converse.ts'
import { promisedTime } from '../promised-time.ts'
import { applyEffects } from './apply-effects.ts'
import { NOTICE } from './notice.ts'
import { sayDesk } from './say-desk.ts'
import { pressedWaitOption, readWaitAnswer, stillWaitingSay } from './waiting-for-staff.ts'
import type { Claimed, Line, Waiting, Work } from './work.ts'

export type Handling = Generator<PendingCall, Work, Outcome>

/** One event of one conversation: the work before it in, the work after it out. */
export function* handleEvent(kit: ConverseKit, claimed: Claimed, before: Work, event: Waiting): Handling {
  const after = yield* handle(kit, claimed, before, event)
  return after.asking ? { ...before, asking: after.asking } : after
}

function* handle(kit: ConverseKit, claimed: Claimed, before: Work, event: Waiting): Handling {
  const work: Work = {
    ...before,
    lines: [...before.lines, ...lineOf(kit, before, event)],
    handled: [...before.handled, { id: event.id, failure: null }],
  }
  // Staff took back that they speak here while it was on its way: it is none of the other's business.
  if (event.content.kind === 'signal' && !speaksHere(claimed, event.content.to)) return work
  if (event.content.kind === 'signal' && event.content.name === NOTICE)
    return notify(kit, work, event, event.content.data)
  if (event.content.kind === 'returned') {
    return yield* goOn(kit, { ...work, owner: 'bot' }, event.content, event.receivedAt, event.id)
  }
  if (work.owner === 'staff') return yield* besideStaff(kit, claimed, work, event)
  return yield* goOn(kit, work, event.content, event.receivedAt, event.id, event)
}

const speaksHere = ({ contact, speaker }: Claimed, who: ContactId) => who === contact || who === speaker

/** An event that failed three times: it goes to a person as it is, and its neighbours go on. */
export function giveToPerson(kit: ConverseKit, before: Work, event: Waiting): Work {
  const sorry = sayDesk(kit, before, 'failed', event.id)
  return {
    ...before,
    owner: 'staff',
    lines: [...before.lines, ...lineOf(kit, before, event), ...(before.owner === 'bot' ? [sorry] : [])],
    handled: [...before.handled, { id: event.id, failure: 'step_failed' }],
    opened: before.owner === 'bot' ? { reason: 'failure' } : before.opened,
  }
}

/** Timers of the talk, and a queue that nobody served. */
export function* handleDue(kit: ConverseKit, claimed: Claimed, work: Work, now: Instant): Handling {
  const waitingTooLong =
    claimed.handoff?.state === 'open' && claimed.handoff.dueAt !== null && claimed.handoff.dueAt <= now
  if (work.owner === 'staff' && waitingTooLong && !work.ended) {
    const promisedFor = promisedTime(now)
    const promise = sayDesk(kit, work, 'handoff_promised', null, { at: promisedFor })
    const back: Work = {
      ...work,
      owner: 'bot',
      ended: { state: 'promised', promisedFor },
      lines: [...work.lines, promise],
    }
    return yield* goOn(kit, back, { kind: 'resumed' }, now, null)
  }
  if (work.owner === 'staff' || !work.talk.due.some(due => due.at <= now)) return work
  return yield* goOn(kit, work, { kind: 'due' }, now, null)
}

/** `event`: what a model may be asked about, or has answered. */
function* goOn(
  kit: ConverseKit,
  work: Work,
  incoming: Incoming,
  at: Instant,
  answers: InboundId | null,
  event: Waiting | null = null,
): Handling {
  const said = yield* converse(kit, work.talk, incoming, {
    now: at,
    person: work.person,
    mayAsk: kit.guesses === true && event !== null && event.understood.asked === undefined,
    ...(event?.understood.guess && { guess: event.understood.guess }),
  })
  if (said.ask !== undefined && event) return { ...work, asking: { event, text: said.ask } }
  return applyEffects(kit, work, said, answers, () => true)
}

/** Staff own the talk: stored and shown, not stepped; but a cry for help is always heard, and waiting can be ended. */
function* besideStaff(kit: ConverseKit, claimed: Claimed, work: Work, event: Waiting): Handling {
  const text = event.content.kind === 'text' ? event.content.text : ''
  if (text && kit.reader.danger(text)?.level === 'alarm') {
    const said = yield* converse(kit, work.talk, event.content, { now: event.receivedAt, person: work.person })
    return applyEffects(kit, work, said, event.id, line => line.urgent)
  }
  const unserved = work.opened !== null || claimed.handoff?.state === 'open'
  // 您能说话吗？ was asked before anybody took over: its answer is acknowledged, as nobody else does it yet.
  if (unserved && work.talk.open?.asker.kind === 'can_speak') {
    return yield* goOn(kit, work, event.content, event.receivedAt, event.id)
  }
  const answer = unserved ? readWaitAnswer(kit, work, event) : null
  if (answer === 'wait') return { ...work, lines: [...work.lines, stillWaitingSay(kit, work, event.id)] }
  if (answer !== 'stop') return work
  const stopped = sayDesk(kit, work, 'handoff_withdrawn', event.id)
  const back: Work = {
    ...work,
    owner: 'bot',
    opened: null,
    withdrawn: work.opened ? [...work.withdrawn, work.opened] : work.withdrawn,
    ended: work.opened ? work.ended : { state: 'withdrawn', promisedFor: null },
    lines: [...work.lines, stopped],
  }
  return yield* goOn(kit, back, { kind: 'resumed' }, event.receivedAt, event.id)
}

/** Somebody else's flow wants this person to know something. */
function notify(kit: ConverseKit, work: Work, event: Waiting, data: Readonly<Record<string, unknown>>): Work {
  const { language, largeType } = work.person
  // Written by writeNotices as a TextRef.
  const text = kit.texts.render(data.text as TextRef, { language, largeType })
  const body = { text, choices: [], language }
  return { ...work, lines: [...work.lines, { from: 'bot', body, answers: event.id, urgent: false, serial: null }] }
}

/** What a resident wrote or pressed stands in the talk as their line. */
function lineOf(kit: ConverseKit, before: Work, event: Waiting): readonly Line[] {
  const isOurs = ['returned', 'signal', 'joined', 'left', 'unknown'].includes(event.content.kind)
  return isOurs ? [] : [{ from: 'resident', event: withLabel(kit, before, event) }]
}

/** What was pressed stays readable as the resident's own line, after the question and its options are gone. */
function withLabel(kit: ConverseKit, work: Work, event: Waiting): Waiting {
  if (event.content.kind !== 'choice') return event
  const { token } = event.content
  const { open } = work.talk
  const option = open?.options.find(one => optionToken(open.serial, one) === token)
  const { language, largeType } = work.person
  const label = option ? kit.texts.render(option.label, { language, largeType }) : pressedWaitOption(kit, work, token)
  return label === null ? event : { ...event, sealed: null, content: { kind: 'choice', token, label } }
}
