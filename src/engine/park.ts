import { civilDate, daysBetween, type Instant } from '../core/civil-time.ts'
import { ask, yesNoOffers } from './question.ts'
import { deskText, type Run, titleOf } from './run.ts'
import type { Asker, Parked } from './talk.ts'

/** Talks set aside that one person may have; the oldest beyond it is let go. */
const PARKED_LIMIT = 8

/** Sets what is going on aside. */
export function park(run: Run, why: Parked['why'], until: Instant | null = null): void {
  const { frames, trail, parked, open } = run.talk
  // Silence began with the question that was not answered, whenever it is noticed.
  const since = why === 'silence' ? (open?.askedAt ?? run.now) : run.now
  empty(run)
  if (frames.length > 0) {
    // What came before a wait is settled.
    run.talk.parked = [...parked, { frames, trail: why === 'waiting' ? [] : trail, since, why, until }]
  }
  const [oldest] = run.talk.parked
  if (run.talk.parked.length > PARKED_LIMIT && oldest) {
    run.talk.parked = run.talk.parked.slice(1)
    ended(run, oldest, 'dropped')
  }
  run.talk.due = waitDues(run)
}

/** Nothing may take the place of 您没事吧？: its silence raises an alarm. */
export function isDangerChecked(run: Run): boolean {
  return run.talk.open?.asker.kind === 'danger_check'
}

export function waitDues(run: Run): Run['talk']['due'] {
  return run.talk.parked.flatMap(one => (one.until === null ? [] : [{ kind: 'wait' as const, at: one.until }]))
}

/** Brings a talk set aside back on top; its step runs again, so that its question is asked anew. */
export function unpark(run: Run, parked: Parked): void {
  run.talk.parked = run.talk.parked.filter(one => one !== parked)
  run.talk.frames = parked.frames
  run.talk.trail = parked.trail
  run.talk.left = null
  run.talk.due = waitDues(run)
  run.moving = true
}

/** Nothing is going on: what was overtaken goes on by itself, what was interrupted is offered. */
export function settle(run: Run): void {
  run.moving = false
  const overtaken = run.talk.parked.findLast(one => one.why === 'overtaken')
  if (overtaken) {
    unpark(run, overtaken)
    return
  }
  const resumable = newestResumable(run)
  if (resumable) offerResume(run, resumable, null)
}

export function newestResumable(run: Run): Parked | null {
  return run.talk.parked.findLast(one => one.why !== 'waiting' && one.why !== 'overtaken') ?? null
}

type Otherwise = Extract<Asker, { kind: 'resume' }>['otherwise']

/** 刚才订饭还没完，接着来吗？ The one asked about is the newest, so that the answer finds it there. */
export function offerResume(run: Run, parked: Parked, otherwise: Otherwise): void {
  const [root] = parked.frames
  const flow = root && run.book.version(root.version)
  if (!flow) {
    // What has no place to go is not asked about: back on top, it goes to a person.
    unpark(run, parked)
    return
  }
  run.talk.parked = [...run.talk.parked.filter(one => one !== parked), parked]
  const step = parked.trail.length + 1
  const days = daysBetween(civilDate(parked.since), civilDate(run.now))
  const key =
    parked.why !== 'silence'
      ? 'resume'
      : days === 0
        ? 'resume_today'
        : days === 1
          ? 'resume_yesterday'
          : 'resume_earlier'
  ask(run, {
    asker: { kind: 'resume', otherwise },
    text: deskText(key, { title: titleOf(flow), step }),
    offers: yesNoOffers(),
    yesNo: true,
  })
}

/** The resident does not want it any more. */
export function letGo(run: Run, parked: Parked): void {
  run.talk.parked = run.talk.parked.filter(one => one !== parked)
  ended(run, parked, 'dropped')
}

function ended(run: Run, parked: Pick<Parked, 'frames'>, how: 'done' | 'dropped'): void {
  const [root] = parked.frames
  if (root) run.effects.push({ kind: 'ended', flow: root.flow, how })
}

/** Everything that is going on is dropped, sub-flows and the flow that called them. */
export function dropCurrent(run: Run): void {
  ended(run, run.talk, 'dropped')
  empty(run)
  run.talk.due = waitDues(run)
  run.moving = true
}

function empty(run: Run): void {
  run.talk.frames = []
  run.talk.trail = []
  run.talk.left = null
  run.talk.open = null
  run.talk.misses = 0
  run.talk.repeats = 0
}
