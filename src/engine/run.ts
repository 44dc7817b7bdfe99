import { civilDate, civilTime, type Instant, isoWeekday } from '../core/civil-time.ts'
import { LANGUAGES, type Localised } from '../core/language.ts'
import type { Json, JsonObject } from '../core/operation.ts'
import type { PersonFacts } from '../core/person.ts'
import type { CardDefinition, Step } from './definition.ts'
import type { Scope } from './expression.ts'
import { truth } from './expression-values.ts'
import type { CardRef, Effect, FlowBook, Moment, PreparedFlow } from './step.ts'
import type { Frame, Talk, TextRef } from './talk.ts'

/** One event's work in progress. Only its own fields change; what they hold never does. */
export interface Run {
  readonly book: FlowBook
  readonly now: Instant
  readonly person: PersonFacts
  /** `now` and `person` as expressions see them. */
  readonly scope: Scope
  readonly talk: { -readonly [K in keyof Talk]: Talk[K] }
  readonly effects: Effect[]
  /** The top frame's step is to be run: it has just been reached, or its question is to be asked again. */
  moving: boolean
  /** An answer was refused in this event: 0 找人 is shown with the next question. */
  refused: boolean
  /** The next question is asked with fewer choices. */
  narrow: boolean
}

export function createRun(book: FlowBook, talk: Talk, { now, person }: Moment): Run {
  const date = civilDate(now)
  const clock: JsonObject = { date, time: civilTime(now), weekday: isoWeekday(date) }
  const scope: Scope = { now: clock, person: { ...person } }
  return { book, now, person, scope, talk: { ...talk }, effects: [], moving: false, refused: false, narrow: false }
}

export function topFrame(run: Run): Frame | null {
  return run.talk.frames.at(-1) ?? null
}

export function updateTop(run: Run, patch: Partial<Frame>): void {
  const top = topFrame(run)
  if (!top) throw new Error('no flow is going on')
  run.talk.frames = [...run.talk.frames.slice(0, -1), { ...top, ...patch }]
}

export function goTo(run: Run, step: string): void {
  updateTop(run, { step })
  run.talk.open = null
  run.moving = true
}

/** The version that a frame began with. Frames whose version is gone are met before anything asks for it. */
export function flowOf(run: Run, frame: Frame): PreparedFlow {
  const flow = run.book.version(frame.version)
  if (!flow) throw new Error(`version ${frame.version} of flow ${frame.flow} is not in the book`)
  return flow
}

export function stepOf(run: Run, frame: Frame): Step {
  const step = flowOf(run, frame).definition.steps[frame.step]
  if (!step) throw new Error(`flow ${frame.flow} has no step ${frame.step}`)
  return step
}

export function evaluate(run: Run, frame: Frame, source: string, more?: Scope): Json {
  return evaluateIn(run, flowOf(run, frame), frame.slots, source, more)
}

export function evaluateIn(run: Run, flow: PreparedFlow, slots: JsonObject, source: string, more?: Scope): Json {
  const expression = flow.expressions.get(source)
  if (!expression) throw new Error(`an expression of flow ${flow.definition.flow} was not prepared: ${source}`)
  return expression.evaluate({ slots, ...run.scope, ...more })
}

export function holds(run: Run, frame: Frame, source: string | undefined, more?: Scope): boolean {
  return source === undefined || truth(evaluate(run, frame, source, more))
}

export function evaluateAll(
  run: Run,
  frame: Frame,
  named: Readonly<Record<string, string>> | undefined,
  more?: Scope,
): JsonObject {
  if (!named) return NOTHING
  const values: Record<string, Json> = {}
  for (const [name, source] of Object.entries(named)) values[name] = evaluate(run, frame, source, more)
  return values
}

const NOTHING: JsonObject = {}

/** A text of the frame's flow. */
export function flowText(frame: Frame, key: string, params: JsonObject = NOTHING): TextRef {
  return { flow: frame.version, key, params }
}

export function flowTextOf(flow: PreparedFlow, key: string): TextRef {
  return { flow: flow.hash, key, params: NOTHING }
}

/** One of the desk's own texts (src/texts). */
export function deskText(key: string, params: JsonObject = NOTHING): TextRef {
  return { flow: null, key, params }
}

/** A name as a parameter of a text: whoever reads it reads it in their language. */
export function localised(name: Localised): JsonObject {
  const params: Record<string, Json> = {}
  for (const language of LANGUAGES) {
    const text = name[language]
    if (text !== undefined) params[language] = text
  }
  return params
}

/** What a flow is called, in every language it has: texts name it to whoever reads them. */
export function titleOf(flow: PreparedFlow): JsonObject {
  const { texts, title } = flow.definition
  const names: Record<string, Json> = {}
  for (const language of LANGUAGES) {
    const text = texts[language]?.[title]
    if (text !== undefined) names[language] = typeof text === 'string' ? text : text.plain
  }
  return names
}

export function say(run: Run, text: TextRef, card: CardRef | null = null): void {
  run.talk.last = text
  run.effects.push({ kind: 'say', text, card, options: [], serial: null, urgent: false })
}

export function cardOf(run: Run, frame: Frame, card: CardDefinition | undefined, params: JsonObject): CardRef | null {
  if (!card) return null
  const lines = card.lines.filter(line => holds(run, frame, line.when))
  return { definition: { ...card, lines }, flow: frame.version, params }
}

/** Whoever is asked, a person takes over: nothing stays open, the draft is kept. */
export function handOff(run: Run, reason: string): void {
  run.effects.push({ kind: 'handoff', reason })
  run.talk.open = null
  run.talk.due = []
  run.talk.misses = 0
  run.talk.repeats = 0
  run.moving = false
}
