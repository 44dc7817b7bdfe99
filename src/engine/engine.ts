import type { FlowBook, Moment, StepResult, TalkEvent } from './step.ts'
import type { Talk } from './talk.ts'

/** The one function of the engine, as its users see it. Pure: same input, same result; nothing thrown but bugs. */
export type Advance = (book: FlowBook, talk: Talk, event: TalkEvent, moment: Moment) => StepResult
