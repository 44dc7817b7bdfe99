import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { alarm } from '../../../db/schema/index.ts'
import { isNotNull } from '../../../db/sql.ts'
import { Fleet } from '../fleet.ts'
import { randomFrom } from '../random.ts'
import { openAlarmAddress } from './alarm-address.ts'
import { Chronicle } from './chronicle.ts'
import { FAULTS, type FaultName } from './faults.ts'
import { readFinalRows } from './final-rows.ts'
import type { Ground, Plot } from './ground.ts'
import { acceptedAt, type HeardMessage, type History } from './history.ts'
import type { Manner, Plan } from './plan.ts'
import { openPlatforms } from './platforms.ts'
import { publishInTalks } from './publish-flow.ts'
import { Resident } from './resident.ts'
import { Staff } from './staff.ts'
import type { Stage } from './stage.ts'

/** Later than the desk's patience with a call (storm-desk.ts). */
const SILENCE_MS = 900
/** After the last fault: whoever is not answered by then is a finding. */
const CALM_MS = 60_000
const SETTLED_WITHIN_MS = 60_000
const LOOK_MS = 60

export interface Run {
  readonly plan: Plan
  readonly history: History
  /** What really happened, by name: a fault that met nobody is none. */
  readonly applied: readonly (FaultName | Manner)[]
  readonly served: number
  readonly diners: number
  /** Of each process that lived. */
  readonly outputs: readonly string[]
}

/** Plays a plan, lets the desk come to rest, and tells what happened. */
export async function playStorm(ground: Ground, plan: Plan, entry: string, processes: number): Promise<Run> {
  const chronicle = new Chronicle()
  const plot = await ground.fresh()
  const platforms = await openPlatforms(SILENCE_MS)
  const alarmAddress = await openAlarmAddress(chronicle.now, SILENCE_MS)
  const env = { ...platforms.env, ...plot.env, ALARM_URL: alarmAddress.url }
  const fleet = await Fleet.open({ processes, env, entry, clocks: true })
  const clock = { shiftMs: 0 }
  const publish = (place: number) => publishInTalks(plot, fleet, place)
  const stage: Stage = { fleet, server: plot.server, platforms, alarmAddress, clock, publish }
  try {
    return await play(plan, plot, { ...stage, processes }, chronicle)
  } finally {
    await fleet.abandon()
    await alarmAddress.close()
    await platforms.close()
    await plot.remove()
  }
}

async function play(
  plan: Plan,
  plot: Plot,
  { processes, ...stage }: Stage & Pick<History, 'processes'>,
  chronicle: Chronicle,
): Promise<Run> {
  const { fleet, platforms, alarmAddress } = stage
  const staff = new Staff(fleet, chronicle, randomFrom(plan.seed + 1))
  await staff.signIn()
  let calmAt = Number.POSITIVE_INFINITY
  const world = { fleet, platforms, chronicle, endsAt: () => calmAt + CALM_MS }
  const residents = plan.people.map((planned, i) => new Resident(world, planned, 100 * (plan.seed % 10_000) + i))
  const working = staff.work()
  const [applied] = await Promise.all([
    weather(plan, stage, chronicle).finally(() => {
      calmAt = chronicle.now()
    }),
    ...residents.map(resident => resident.live()),
  ])
  staff.leave()
  await working
  const cries = chronicle.events.filter(event => event.cry && acceptedAt(event) !== null).length
  await settle(plot, stage, cries)
  const crowding = Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())
  const queue = ((await staff.look()) ?? []).map(handoff => handoff.id)
  const isReader = ({ mouth }: Resident) => mouth?.who.startsWith('web/') === true
  const read = (some: readonly Resident[]) => Promise.all(some.map(resident => heardBy(resident, fleet)))
  const onPages = await read(residents.filter(isReader))
  const { fallen } = fleet
  const exits = [...fleet.exits, ...(await fleet.stop())]
  // Once nobody says anything any more: a promised call may fall due at any moment.
  const heard = [...onPages, ...(await read(residents.filter(resident => !isReader(resident))))].flat()
  const rows = await plot.look(readFinalRows)
  const { events, acts, wishes, faults } = chronicle
  const diners = residents.filter(resident => resident.planned.dines)
  return {
    plan,
    history: {
      events,
      heard,
      readers: residents.flatMap(resident => resident.mouth?.who ?? []),
      calls: alarmAddress.calls,
      acts,
      queue,
      wishes,
      faults,
      processes,
      spooled: spooledIn(fleet.outputs()),
      exits,
      fallen,
      crowding,
      rows,
    },
    applied: [...applied, ...residents.flatMap(resident => resident.manners)],
    diners: diners.length,
    served: diners.filter(resident => resident.served).length,
    outputs: fleet.outputs(),
  }
}

/** What the processes tell in their logs; each platform here sends its events one by one. */
function spooledIn(outputs: readonly string[]): ReadonlySet<string> {
  const lines = outputs.flatMap(output => output.split('\n')).filter(line => line.includes('"spool.kept"'))
  return new Set(lines.map(line => spoolLine.parse(JSON.parse(line)).first))
}

const spoolLine = z.object({ first: z.string() })

/** Each fault at its time; resolves when all are over and everybody is up. */
async function weather(plan: Plan, stage: Stage, chronicle: Chronicle): Promise<FaultName[]> {
  const met = await Promise.all(
    plan.faults.map(async planned => {
      await pause(planned.at)
      const from = chronicle.now()
      const { hinders } = FAULTS[planned.name]
      const happened = await FAULTS[planned.name].strike(stage, planned)
      chronicle.faults.push({ name: planned.name, hinders, from, until: chronicle.now() })
      return happened ? [planned.name] : []
    }),
  )
  await Promise.all([...stage.fleet.urls.keys()].map(place => stage.fleet.revive(place)))
  return met.flat()
}

async function heardBy({ mouth }: Resident, fleet: Fleet): Promise<HeardMessage[]> {
  if (!mouth) return []
  // One that is just down reads it later; whoever never could has heard nothing, which is a finding.
  const words = await mouth.heard(fleet.urls[0] ?? '').catch(async () => {
    await fleet.revive(0)
    return mouth.heard(fleet.urls[0] ?? '').catch(() => [])
  })
  return words.map(each => ({ who: mouth.who, words: each }))
}

/** Until nothing waits any more. If that takes too long it is left as it is: the checker says what still waits. */
async function settle({ database }: Plot, { fleet, alarmAddress }: Stage, cries: number): Promise<void> {
  const until = performance.now() + SETTLED_WITHIN_MS
  const alarmed = () => new Set(alarmAddress.calls.filter(call => call.taken).map(call => call.alarm)).size
  while (performance.now() < until) {
    const alarmsGone = database ? (await database.db.$count(alarm, isNotNull(alarm.pushAt))) === 0 : alarmed() >= cries
    const rests = alarmsGone && (await fleet.isIdle())
    if (rests) return
    await pause(LOOK_MS)
  }
}
