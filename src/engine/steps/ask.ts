import { askSlot, isEmpty, slotsOf } from '../ask-slot.ts'
import type { StepOf } from '../definition.ts'
import { goTo, type Run } from '../run.ts'
import type { Frame } from '../talk.ts'

/** The first slot that is still empty; with `again` it is asked whatever it holds. */
export function runAsk(run: Run, frame: Frame, step: StepOf<'ask'>): void {
  const slots = slotsOf(step.ask)
  const slot = step.again ? slots[0] : slots.find(name => isEmpty(frame, name))
  if (slot === undefined) goTo(run, step.next)
  else askSlot(run, frame, slot)
}
