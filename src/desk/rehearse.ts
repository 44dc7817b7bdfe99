import { isDeepStrictEqual } from 'node:util'
import {
  addDays,
  type Instant,
  instant,
  instantAt,
  later,
  MINUTE,
  parseCivilDate,
  parseCivilTime,
} from '../core/civil-time.ts'
import { type AttachmentId, branded } from '../core/ids.ts'
import type { JsonObject, Outcome } from '../core/operation.ts'
import { inWords } from '../core/outbound.ts'
import type { PersonFacts } from '../core/person.ts'
import type { FlowDefinition, FlowTest, TestGiven, TestTurn } from '../engine/definition.ts'
import { optionToken } from '../engine/option-token.ts'
import { EMPTY_TALK, type Talk } from '../engine/talk.ts'
import { composeMessage } from './compose-message.ts'
import { type ConverseKit, converse, type Incoming } from './converse.ts'
import { stubOutcome } from './stub-outcome.ts'

export interface Rehearsal {
  readonly test: string
  /** Empty: it passed. */
  readonly failures: readonly string[]
  readonly transcript: readonly string[]
}

type Expectation = Extract<TestTurn, { expect: unknown }>['expect']

/** What happened since the resident last did something. */
interface Heard {
  said: string[]
  options: string[]
  called: string[]
  handoff: string | null
  alarm: string | null
  ended: string | null
}

/** Runs one dialogue test through the function that serves residents; only the operations are stubbed. */
export function rehearse(kit: ConverseKit, definition: FlowDefinition, test: FlowTest): Rehearsal {
  const stage = createStage(kit, definition, test)
  const failures: string[] = []
  for (const [i, turn] of test.talk.entries()) {
    if ('expect' in turn) {
      for (const failure of stage.check(turn.expect)) failures.push(`turn ${i + 1}: ${failure}`)
      continue
    }
    try {
      stage.play(turn)
    } catch (error) {
      failures.push(`turn ${i + 1}: ${error instanceof Error ? error.message : String(error)}`)
      break
    }
  }
  return { test: test.name, failures, transcript: stage.transcript }
}

function createStage(kit: ConverseKit, definition: FlowDefinition, test: FlowTest) {
  const given = startOf(definition, test)
  const greeted = !definition.triggers.some(trigger => 'first' in trigger)
  const transcript: string[] = []
  const callCounts = new Map<string, number>()
  let now = clockOf(given.clock ?? '2026-11-24 09:00')
  let talk: Talk = { ...EMPTY_TALK, greeted }
  let person: PersonFacts = { ...STRANGER, ...withoutUndefined(given.person ?? {}) }
  let slots: JsonObject = {}
  let heard = silence()

  function run(incoming: Incoming): void {
    const going = converse(kit, talk, incoming, { now, person })
    let step = going.next()
    while (!step.done) {
      const { operation } = step.value
      const count = callCounts.get(operation) ?? 0
      callCounts.set(operation, count + 1)
      heard.called.push(operation)
      transcript.push(`  [${operation} ${JSON.stringify(step.value.input)}]`)
      step = going.next(outcomeOf(operation, count))
    }
    const { effects, reading } = step.value
    // Raised where the message is received, before any flow.
    if (reading?.danger?.level === 'alarm') heard.alarm = reading.danger.classes[0]
    person = step.value.person
    // State survives JSON at every turn, here as in the database.
    talk = JSON.parse(JSON.stringify(step.value.talk))
    slots = talk.frames.at(-1)?.slots ?? slots
    for (const effect of effects) {
      if (effect.kind === 'say') hear(composeMessage(kit.texts, effect, person, null))
      if (effect.kind === 'handoff') heard.handoff = effect.reason
      if (effect.kind === 'alarm') heard.alarm = effect.classes[0]
      if (effect.kind === 'ended' && effect.flow === definition.flow) heard.ended = effect.how
    }
  }

  function outcomeOf(operation: string, count: number): Outcome {
    return stubOutcome(given.operations?.[operation], operation, count, now)
  }

  function hear(body: ReturnType<typeof composeMessage>): void {
    const text = inWords(body)
    heard.said.push(text)
    if (body.choices.length > 0) heard.options = body.choices.map(choice => choice.label)
    transcript.push(`bot: ${text}`, ...body.choices.map(choice => `     ${choice.number} ${choice.label}`))
  }

  function play(turn: Exclude<TestTurn, { expect: unknown }>): void {
    heard = silence()
    transcript.push(`> ${JSON.stringify(turn)}`)
    if ('user' in turn) run({ kind: 'text', text: turn.user })
    else if ('tap' in turn) run({ kind: 'choice', token: tokenOf(talk, turn.tap) })
    else if ('passes' in turn) pass(turn.passes)
    else if ('signal' in turn) run({ kind: 'signal', name: turn.signal, data: turn.data ?? {} })
    else if ('photo' in turn) run({ kind: 'media', media: 'photo', attachment: branded<AttachmentId>('photo') })
    else
      run({
        kind: 'returned',
        handoff: branded('test'),
        slots: turn.staff_close.slots ?? {},
        note: turn.staff_close.note,
      })
  }

  /** Timers fire in their order on the way. */
  function pass(duration: string): void {
    const until = later(now, durationMs(duration))
    for (;;) {
      const next = Math.min(...talk.due.map(due => due.at))
      if (next > until) break
      now = instant(Math.max(next, now))
      run({ kind: 'due' })
    }
    now = until
  }

  return { transcript, play, check: (expected: Expectation) => differences(expected, heard, talk, slots) }
}

/** What the flow gives all its tests; what the test gives itself goes first, operation by operation. */
function startOf(definition: FlowDefinition, test: FlowTest): TestGiven {
  const operations = { ...definition.given?.operations, ...test.given?.operations }
  return { ...definition.given, ...test.given, operations }
}

const STRANGER: PersonFacts = { level: 'anonymous', language: 'zh-CN', largeType: false, form: null, profiled: false }

function silence(): Heard {
  return { said: [], options: [], called: [], handoff: null, alarm: null, ended: null }
}

function differences(expected: Expectation, heard: Heard, talk: Talk, slots: JsonObject): string[] {
  const wrong: string[] = []
  const all = heard.said.join('\n')
  for (const text of expected.said ?? []) if (!all.includes(text)) wrong.push(`not said: ${text}\n    said: ${all}`)
  for (const text of expected.not_said ?? []) if (all.includes(text)) wrong.push(`said: ${text}`)
  for (const name of expected.called ?? [])
    if (!heard.called.includes(name)) wrong.push(`not called: ${name} (called: ${heard.called.join(', ')})`)
  for (const [name, value] of Object.entries(expected.slots ?? {})) {
    if (!isDeepStrictEqual(slots[name] ?? null, value)) wrong.push(`slot ${name} is ${JSON.stringify(slots[name])}`)
  }
  const differ = (what: string, want: unknown, have: unknown) => {
    if (want !== undefined && !isDeepStrictEqual(want, have))
      wrong.push(`${what} is ${JSON.stringify(have)}, not ${JSON.stringify(want)}`)
  }
  differ('the open question', expected.asked, openName(talk))
  differ('the options', expected.options, heard.options)
  differ('the hand-off', expected.handoff, heard.handoff)
  differ('the alarm', expected.alarm, heard.alarm)
  differ('the end', expected.end, expected.end === 'idle' && talk.frames.length === 0 ? 'idle' : heard.ended)
  return wrong
}

function openName(talk: Talk): string | null {
  const asker = talk.open?.asker
  if (!asker) return null
  if (asker.kind === 'slot') return asker.slot
  return asker.kind === 'confirm' ? (talk.frames.at(-1)?.step ?? 'confirm') : asker.kind
}

function tokenOf(talk: Talk, number: number): string {
  const option = talk.open?.options.find(one => one.number === number)
  if (!talk.open || !option) throw new Error(`no option ${number} is open`)
  return optionToken(talk.open.serial, option)
}

function clockOf(text: string): Instant {
  const [day = '', clock = ''] = text.split(' ')
  const date = parseCivilDate(day)
  const time = parseCivilTime(clock)
  if (!date || !time) throw new Error(`not a civil date and time: ${text}`)
  return instantAt(addDays(date, 0), time)
}

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: MINUTE,
  h: 60 * MINUTE,
  d: 1_440 * MINUTE,
  w: 1_440 * MINUTE,
}

function durationMs(duration: string): number {
  return Number(duration.slice(0, -1)) * (UNIT_MS[duration.slice(-1)] ?? MINUTE)
}

function withoutUndefined(given: object): Partial<PersonFacts> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
