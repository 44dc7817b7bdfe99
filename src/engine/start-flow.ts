import type { JsonObject } from '../core/operation.ts'
import type { ReadSlots } from '../core/reading.ts'
import { fillInPassing } from './fill.ts'
import { offerResume, park } from './park.ts'
import type { Run } from './run.ts'
import type { PreparedFlow } from './step.ts'
import type { Frame, Parked } from './talk.ts'

export function newFrame(flow: PreparedFlow, slots: JsonObject): Frame {
  const { definition, hash } = flow
  return {
    flow: definition.flow,
    version: hash,
    step: definition.start,
    slots: ownSlots(flow, slots),
    was: {},
  }
}

/** What the flow declares of what it is given. */
function ownSlots(flow: PreparedFlow, given: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(flow.definition.slots, name)))
}

/** Begins a flow; what was going on waits and is offered again afterwards. */
export function startFlow(
  run: Run,
  flow: PreparedFlow,
  slots: JsonObject,
  said: ReadSlots = {},
  why: Parked['why'] = 'interrupted',
): void {
  park(run, why)
  run.talk.frames = [newFrame(flow, slots)]
  run.moving = true
  fillInPassing(run, said, null)
}

/** Begins when what is open now is done with. */
export function startAfterwards(run: Run, flow: PreparedFlow, slots: JsonObject): void {
  const frames = [newFrame(flow, slots)]
  run.talk.parked = [...run.talk.parked, { frames, trail: [], since: run.now, why: 'overtaken', until: null }]
}

/** Like startFlow, for a wish: one that is under way already goes on, one set aside is offered first. */
export function startWish(run: Run, flow: PreparedFlow, slots: JsonObject, said: ReadSlots = {}): void {
  const name = flow.definition.flow
  if (run.talk.frames.some(frame => frame.flow === name)) {
    fillInPassing(run, said, null)
    run.moving = true
    return
  }
  const aside = run.talk.parked.findLast(one => isDraftOf(one, name))
  if (!aside) {
    startFlow(run, flow, slots, said)
    return
  }
  park(run, 'interrupted')
  offerResume(run, aside, { flow: name, slots: { ...slots, ...saidSlots(run, flow, said) } })
}

function isDraftOf(parked: Parked, flow: string): boolean {
  return parked.why !== 'waiting' && parked.why !== 'overtaken' && parked.frames[0]?.flow === flow
}

/** What a message says for a flow that may begin later; nothing is said or changed yet. */
export function saidSlots(run: Run, flow: PreparedFlow, said: ReadSlots): JsonObject {
  const trial: Run = { ...run, talk: { ...run.talk, frames: [newFrame(flow, {})] }, effects: [] }
  fillInPassing(trial, said, null)
  return trial.talk.frames[0]?.slots ?? {}
}
