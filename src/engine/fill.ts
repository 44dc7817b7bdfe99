import type { Json } from '../core/operation.ts'
import type { ReadSlots } from '../core/reading.ts'
import { refusalOf } from './accept-answer.ts'
import { isEmpty, slotsOf } from './ask-slot.ts'
import type { SlotDefinition } from './definition.ts'
import { equal } from './expression-values.ts'
import { closeQuestion, isOfFlow } from './question.ts'
import { flowOf, goTo, type Run, say, stepOf, topFrame, updateTop } from './run.ts'
import { slotValue } from './slot-value.ts'
import { stumble } from './stumble.ts'
import type { Frame } from './talk.ts'
import { leave, takeNewWay, walkOn } from './trail.ts'

/** The open question is answered: kept, and on to what is missing or to the next step. False: kindly refused. */
export function answerSlot(run: Run, slot: string, value: Json, next: string | null = null): boolean {
  const frame = topFrame(run)
  if (!frame) throw new Error('no flow is going on')
  const refusal = refusalOf(run, frame, slot, value)
  if (refusal) {
    run.refused = true
    stumble(run, refusal)
    return false
  }
  closeQuestion(run)
  leave(run, run.talk.frames, slot, value)
  walkOn(run, slot, value)
  updateTop(run, { slots: { ...frame.slots, [slot]: value } })
  const step = stepOf(run, frame)
  if (next !== null) goTo(run, next)
  else if (step.kind === 'ask' && slotsOf(step.ask).length === 1) goTo(run, step.next)
  else run.moving = true
  return true
}

/** Types that only an own question can fill: said in passing they could mean anything. */
export const ONLY_ASKED: readonly SlotDefinition['type'][] = ['text', 'yesno', 'choice', 'data', 'photo', 'location']

/** What a message says beyond its answer: empty slots filled, answers given before corrected. */
export interface Passing {
  readonly filled: boolean
  readonly corrected: boolean
}

export function fillInPassing(run: Run, said: ReadSlots, except: string | null): Passing {
  const frame = topFrame(run)
  if (!frame) return { filled: false, corrected: false }
  const { slots } = flowOf(run, frame).definition
  const { frames, open } = run.talk
  const used = new Set<string>(except === null ? [] : [usage(slots[except])])
  let filled = false
  let revise: string | null = null
  const step = stepOf(run, frame)
  const form = step.kind === 'ask' ? slotsOf(step.ask) : []
  for (const [name, known] of inTurn(run, slots, frame)) {
    if (name === except || used.has(usage(known)) || ONLY_ASKED.includes(known.type)) continue
    if (known.prefill === false && !form.includes(name)) continue
    const current = topFrame(run) ?? frame
    const empty = isEmpty(current, name)
    if (!empty && known.revise === undefined) continue
    const value = slotValue(known, said, current.slots[name] ?? null)
    if (value === null || (known.type === 'address' && !isDoor(value))) continue
    used.add(usage(known))
    if (!empty && equal(value, current.slots[name] ?? null)) continue
    const refusal = refusalOf(run, current, name, value)
    if (refusal) {
      say(run, refusal)
      continue
    }
    updateTop(run, { slots: { ...current.slots, [name]: value } })
    filled = true
    if (!empty) revise ??= known.revise ?? null
  }
  if (revise !== null) {
    if (open && isOfFlow(open.asker)) leave(run, frames, open.asker.kind === 'slot' ? open.asker.slot : null)
    takeNewWay(run)
    goTo(run, revise)
  }
  return { filled, corrected: revise !== null }
}

/** A street named in passing is no place to send anything to: its house must be said too. */
function isDoor(address: Json): boolean {
  return typeof address === 'string' && /\d|[一二三四五六七八九十]+(?:号|院|楼|栋|单元|室|户)/u.test(address)
}

/** Empty slots take what is said first, then the answers given, the newest first. */
function inTurn(run: Run, slots: Readonly<Record<string, SlotDefinition>>, frame: Frame): [string, SlotDefinition][] {
  const answered = run.talk.trail.filter(entry => entry.frames.at(-1)?.version === frame.version)
  const place = (name: string) =>
    isEmpty(frame, name) ? -1_000 : -answered.findLastIndex(entry => entry.slot === name)
  return Object.entries(slots).sort(([a], [b]) => place(a) - place(b))
}

const usage = (known: SlotDefinition | undefined): string => (known ? `${known.type}:${known.list ?? ''}` : '')
