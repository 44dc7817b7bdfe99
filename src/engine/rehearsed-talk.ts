import { type Instant, instant, instantAt, later, parseCivilDate, parseCivilTime } from '../core/civil-time.ts'
import type { JsonObject, OperationSpec, Outcome } from '../core/operation.ts'
import type { PersonFacts } from '../core/person.ts'
import type { Command, Intent, Reading, ReadSlots } from '../core/reading.ts'
import { advance } from './advance.ts'
import { optionToken } from './option-token.ts'
import { parseDefinition } from './parse-definition.ts'
import { type BookAids, prepareBook } from './prepare.ts'
import type { Effect, FlowBook, TalkEvent } from './step.ts'
import { EMPTY_TALK, type PendingCall, type Talk } from './talk.ts'
import { versionHash } from './version-hash.ts'

/** For tests: a talk over small definitions, with readings given instead of read. */
export interface RehearsedTalk {
  readonly talk: () => Talk
  /** Of the last event. */
  readonly effects: () => readonly Effect[]
  readonly call: () => PendingCall | null
  /** Keys of the texts said in the last event. */
  readonly said: () => string[]
  /** `number:label key` of the options of the open question. */
  readonly options: () => string[]
  /** Slot, or kind of the asker, that is open. */
  readonly asked: () => string | null
  readonly slots: () => JsonObject
  send(event: TalkEvent): void
  says(text: string, read?: Partial<Reading>): void
  saysSlots(slots: ReadSlots, text?: string): void
  commands(command: Command): void
  wants(intent: Intent, sure?: number, slots?: ReadSlots): void
  presses(number: number): void
  answers(outcome: Outcome): void
  /** Time goes by; what falls due on the way is served. */
  passes(ms: number): void
  now: Instant
  person: PersonFacts
  book: FlowBook
}

const STRANGER: PersonFacts = { level: 'anonymous', language: 'zh-CN', largeType: false, form: null, profiled: false }

export function readingOf(text: string, read: Partial<Reading> = {}): Reading {
  return { text, danger: null, option: null, command: null, intents: [], slots: {}, unwell: false, ...read }
}

export function bookOf(yamls: readonly string[], aids: BookAids = {}): FlowBook {
  const versions = yamls.map((yaml, i) => {
    const parsed = parseDefinition(yaml, `flow-${i}.yaml`)
    if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
    return { definition: parsed.definition, hash: versionHash(parsed.definition), current: true }
  })
  return prepareBook(versions, new Map<string, OperationSpec>(), aids)
}

/** Nothing that is handed in may change: a write to it throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  }
  return value
}

export function rehearsedTalk(book: FlowBook, before: Partial<Talk> = { greeted: true }): RehearsedTalk {
  let talk: Talk = { ...EMPTY_TALK, ...before }
  let effects: readonly Effect[] = []
  const self: RehearsedTalk = {
    book,
    now: startOf('2026-11-24', '09:00'),
    person: STRANGER,
    talk: () => talk,
    effects: () => effects,
    call: () => talk.pending,
    said: () => effects.flatMap(effect => (effect.kind === 'say' ? [effect.text.key] : [])),
    options: () => (talk.open?.options ?? []).map(option => `${option.number}:${option.label.key}`),
    asked: () => (talk.open?.asker.kind === 'slot' ? talk.open.asker.slot : (talk.open?.asker.kind ?? null)),
    slots: () => talk.frames.at(-1)?.slots ?? {},
    send(event) {
      const serial = talk.serial
      const result = advance(self.book, frozen(talk), frozen(event), { now: self.now, person: self.person })
      if (result.talk.serial < serial) throw new Error('the serial went back')
      if (result.call !== result.talk.pending) throw new Error('the call is not what the talk waits for')
      effects = result.effects
      // The database keeps JSON: what does not survive it is lost.
      const kept: Talk = JSON.parse(JSON.stringify(result.talk))
      talk = kept
    },
    says: (text, read) => self.send({ kind: 'message', reading: readingOf(text, read) }),
    saysSlots: (slots, text = '…') => self.says(text, { slots, intents: [{ intent: 'answer', sure: 0.9 }] }),
    commands: command => self.says(command, { command }),
    wants: (intent, sure = 0.9, slots = {}) => self.says(intent, { intents: [{ intent, sure }], slots }),
    presses(number) {
      const option = talk.open?.options.find(one => one.number === number)
      if (!talk.open || !option) throw new Error(`no option ${number} is open, only ${self.options().join(' ')}`)
      self.send({ kind: 'choice', token: optionToken(talk.open.serial, option) })
    },
    answers: outcome => self.send({ kind: 'outcome', outcome }),
    passes(ms) {
      const until = later(self.now, ms)
      for (;;) {
        const next = Math.min(...talk.due.map(due => due.at))
        if (next > until) break
        self.now = instant(Math.max(next, self.now))
        self.send({ kind: 'due' })
      }
      self.now = until
    },
  }
  return self
}

function startOf(day: string, clock: string): Instant {
  const date = parseCivilDate(day)
  const time = parseCivilTime(clock)
  if (!date || !time) throw new Error(`not a civil time: ${day} ${clock}`)
  return instantAt(date, time)
}
