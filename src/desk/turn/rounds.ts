import type { Tx } from '../../../db/database.ts'
import type { Instant } from '../../core/civil-time.ts'
import type { ContactId, InboundId } from '../../core/ids.ts'
import type { JsonObject, Operation, OperationCall, Outcome } from '../../core/operation.ts'
import type { PendingCall } from '../../engine/talk.ts'
import type { ConverseKit } from '../converse.ts'
import { giveToPerson, type Handling, handleDue, handleEvent } from './handle-event.ts'
import { type Claimed, type Waiting, type Work, workOf } from './work.ts'

export interface Failed {
  readonly event: Waiting | null
  readonly error: unknown
}

/** One conversation on its way through the rounds. */
interface Runner {
  readonly claimed: Claimed
  speaker: ContactId
  work: Work
  /** Next of claimed.events; one past the end stands for the timers. */
  next: number
  handling: Handling | null
  call: PendingCall | null
  calls: number
  failed: Failed | null
}

export interface RoundsSettings {
  readonly kit: ConverseKit
  readonly operations: ReadonlyMap<string, Operation<Tx>>
  readonly now: Instant
  /** Events that have failed too often: they go to a person untried. */
  readonly hopeless: ReadonlySet<InboundId>
}

export interface Finished {
  readonly claimed: Claimed
  readonly work: Work
  readonly failed: Failed | null
}

/** After this many rounds no new event is begun; what is left waits for the next turn. */
const ROUNDS_LIMIT = 8

/**
 * Steps all conversations, runs each operation they call once for all of them, feeds the outcomes back and steps
 * again. Operations that lock contended rows wait until nobody calls anything else, and run once a turn: after them
 * no new event begins, so that stock rows are locked in one go and not for longer than the commit.
 */
export async function runRounds(tx: Tx, all: readonly Claimed[], settings: RoundsSettings): Promise<Finished[]> {
  const runners = all.map(start)
  let mayBegin = true
  for (let round = 1; ; round++) {
    for (const runner of runners) proceed(runner, settings, mayBegin)
    const calling = runners.filter(isCalling)
    if (calling.length === 0) break
    const quick = calling.filter(runner => !operationOf(runner, settings).reserves)
    if (quick.length > 0) await runByRank(tx, quick, settings)
    else {
      await runByArrival(tx, calling, settings)
      mayBegin = false
    }
    if (round >= ROUNDS_LIMIT) mayBegin = false
  }
  return runners.map(({ claimed, work, failed }) => ({ claimed, work, failed }))
}

function start(claimed: Claimed): Runner {
  return {
    claimed,
    speaker: claimed.speaker,
    work: workOf(claimed),
    next: 0,
    handling: null,
    call: null,
    calls: 0,
    failed: null,
  }
}

type Calling = Runner & { call: PendingCall; handling: Handling }
const isCalling = (runner: Runner): runner is Calling => runner.call !== null

/** Steps until it calls, fails, or has nothing more to begin. */
function proceed(runner: Runner, settings: RoundsSettings, mayBegin: boolean): void {
  // What comes behind an event that a model is asked about waits with it.
  const mayGoOn = () => !runner.call && !runner.failed && !runner.work.asking
  while (mayGoOn() && mayBegin && runner.next <= runner.claimed.events.length) {
    const event = runner.claimed.events[runner.next]
    if (event && settings.hopeless.has(event.id)) {
      runner.work = giveToPerson(settings.kit, runner.work, event)
      runner.next++
      continue
    }
    runner.calls = 0
    runner.handling = event
      ? handleEvent(settings.kit, runner.claimed, runner.work, event)
      : handleDue(settings.kit, runner.claimed, runner.work, settings.now)
    resume(runner, null)
  }
}

function resume(runner: Runner, outcome: Outcome | null): void {
  if (!runner.handling) return
  try {
    // A generator ignores what its first next() is given.
    const step = outcome ? runner.handling.next(outcome) : runner.handling.next(...([] as unknown as [Outcome]))
    if (step.done) {
      runner.work = step.value
      runner.next++
      runner.handling = null
    }
    runner.call = step.done ? null : step.value
  } catch (error) {
    // The work is that of before the event: nothing of a failing step remains.
    fail(runner, error)
  }
}

function fail(runner: Runner, error: unknown): void {
  runner.failed = { event: runner.claimed.events[runner.next] ?? null, error }
  runner.call = null
  runner.handling = null
}

function operationOf(runner: Calling, settings: RoundsSettings): Operation<Tx> {
  const operation = settings.operations.get(runner.call.operation)
  if (!operation) throw new Error(`no operation ${runner.call.operation}`)
  return operation
}

/** Those that only read go first and together, so that none of their statements waits for the answer to another's. */
async function runByRank(tx: Tx, calling: readonly Calling[], settings: RoundsSettings): Promise<void> {
  const groups = [...Map.groupBy(calling, runner => operationOf(runner, settings))]
  const run = ([operation, group]: (typeof groups)[number]) =>
    runGroup(tx, operation, group.sort(byArrival), settings.now)
  await Promise.all(groups.filter(([operation]) => operation.readsOnly).map(run))
  const writing = groups.filter(([operation]) => !operation.readsOnly)
  for (const group of writing.sort(([a], [b]) => a.rank - b.rank)) await run(group)
}

/** In order of arrival, neighbours with the same operation together: a batch gives what one by one would. */
async function runByArrival(tx: Tx, calling: readonly Calling[], settings: RoundsSettings): Promise<void> {
  let group: Calling[] = []
  for (const runner of [...calling].sort(byArrival)) {
    const [first] = group
    if (first && operationOf(first, settings) !== operationOf(runner, settings)) {
      await runGroup(tx, operationOf(first, settings), group, settings.now)
      group = []
    }
    group.push(runner)
  }
  const [first] = group
  if (first) await runGroup(tx, operationOf(first, settings), group, settings.now)
}

/** Timers have no arrival: they come after everybody who wrote. */
const arrival = (runner: Runner) => runner.claimed.events[runner.next]?.id ?? Number.MAX_SAFE_INTEGER
const byArrival = (a: Runner, b: Runner) => arrival(a) - arrival(b)

async function runGroup(tx: Tx, operation: Operation<Tx>, group: readonly Calling[], now: Instant): Promise<void> {
  const good: Calling[] = []
  const calls: OperationCall[] = []
  for (const runner of group) {
    const call = toCall(runner, operation, now)
    if (call) {
      good.push(runner)
      calls.push(call)
    }
  }
  if (calls.length === 0) return
  const outcomes = await operation.run(tx, calls)
  if (outcomes.length !== calls.length)
    throw new Error(`${operation.name}: ${outcomes.length} outcomes for ${calls.length} calls`)
  good.forEach((runner, i) => {
    const outcome = outcomes[i]
    if (!outcome) return
    runner.speaker = outcome.speaker ?? runner.speaker
    resume(runner, { ...outcome, output: plainJson(outcome.output) })
  })
}

/** An input that is not what the operation takes is a flow's bug: it fails its own conversation, not its neighbours. */
function toCall(
  runner: Runner & { readonly call: PendingCall },
  operation: Operation<Tx>,
  now: Instant,
): OperationCall | null {
  const event = runner.claimed.events[runner.next]
  const input = operation.input.safeParse(runner.call.input)
  if (!input.success) {
    const fields = input.error.issues.map(issue => issue.path.join('.')).join(', ')
    fail(runner, new Error(`${operation.name}: input does not fit: ${fields}`))
    return null
  }
  runner.calls++
  return {
    input: input.data,
    key: `${event ? event.id : `due-${runner.claimed.id}-${now}`}/${runner.calls}`,
    contact: runner.speaker,
    own: runner.claimed.contact,
    conversation: runner.claimed.id,
    language: runner.work.person.language,
    arrivedAt: event?.receivedAt ?? now,
  }
}

/** What goes into a talk must be what comes out of it: dates, undefined and the like become plain JSON at once. */
function plainJson(output: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(output)) // parsed from an object: an object
}
