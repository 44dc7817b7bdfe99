import { setTimeout as pause } from 'node:timers/promises'
import { ENGINES, type Engine } from '../../database.ts'
import type { AppliedFault } from './history.ts'
import type { PlannedFault } from './plan.ts'
import type { ApiFault } from './platforms.ts'
import type { Server, Stage } from './stage.ts'

export interface FaultKind {
  readonly engines: readonly Engine[]
  /** What it keeps from working. */
  readonly hinders: AppliedFault['hinders']
  /** How long at least and at most, where it is not over at once. */
  readonly lasts: readonly [number, number]
  /** Resolves when it is over and all is as before. False: it met nobody. */
  strike(stage: Stage, planned: PlannedFault): Promise<boolean>
}

type OnServer = (server: Server, planned: PlannedFault) => Promise<void>

const onServer = (lasts: FaultKind['lasts'], strike: OnServer): FaultKind => ({
  engines: ['postgres'],
  hinders: 'desk',
  lasts,
  async strike({ server }, planned) {
    if (!server) return false
    await strike(server, planned)
    return true
  },
})

const MOST_CALLS = 4

/** The next calls of every platform. */
const onApi = (fault: ApiFault): FaultKind => ({
  engines: ENGINES,
  hinders: 'nothing',
  lasts: [400, 1_200],
  async strike({ platforms }, { lasts, amount }) {
    const times = 1 + Math.floor(amount * MOST_CALLS)
    platforms.fail(fault, times)
    await pause(lasts)
    return platforms.calm() < 3 * times
  },
})

export const FAULTS = {
  'kill -9': {
    engines: ENGINES,
    hinders: 'desk',
    lasts: [0, 400],
    async strike({ fleet }, { place, amount, lasts }) {
      const hit = amount < 0.3 ? fleet.urls.map((_, i) => i) : [place]
      const died = await Promise.all(hit.map(one => fleet.kill(one)))
      await pause(lasts)
      await Promise.all(hit.map(one => fleet.revive(one)))
      return died.includes(true)
    },
  },
  'rolling restart': {
    engines: ENGINES,
    hinders: 'desk',
    lasts: [0, 0],
    async strike({ fleet }) {
      const ended: boolean[] = []
      for (const place of fleet.urls.keys()) {
        ended.push(await fleet.end(place))
        await fleet.revive(place)
      }
      return ended.includes(true)
    },
  },
  'database restart': onServer([0, 0], (server, { amount }) => server.restart(amount < 0.4)),
  'database disconnect': onServer([0, 300], async ({ line }, { amount, lasts }) => {
    line.breakAll(amount < 0.5 ? 'reset' : 'end')
    await pause(lasts)
    line.breakAll('reset')
  }),
  'full connection pool': onServer([200, 800], (server, { lasts }) => server.fill(lasts)),
  'slow database': onServer([300, 900], async ({ line }, { lasts, amount }) => {
    line.takes(20 + Math.round(amount * 100))
    await pause(lasts)
    line.takes(0)
  }),
  'stalled database': onServer([200, 1_200], async ({ line }, { lasts }) => {
    line.stall()
    await pause(lasts)
    line.resume()
  }),
  'channel API 429': onApi('429'),
  'channel API 500': onApi('500'),
  'channel API reset before accepting': onApi('reset before'),
  'channel API reset after accepting': onApi('reset after'),
  'channel API silence': onApi('silence'),
  'alarm address fails': {
    engines: ENGINES,
    hinders: 'alarm address',
    lasts: [300, 900],
    async strike({ alarmAddress }, { lasts, amount }) {
      const before = alarmAddress.calls.length
      alarmAddress.fails(amount < 0.4 ? 'error' : amount < 0.7 ? 'reset' : 'silence')
      await pause(lasts)
      alarmAddress.fails(null)
      return alarmAddress.calls.length > before
    },
  },
  'clocks jump forward': {
    engines: ENGINES,
    hinders: 'desk',
    lasts: [0, 0],
    async strike({ fleet, clock, platforms }, { amount }) {
      // As after a machine was asleep: time has passed for everybody. Not longer than WeChat bears.
      const jump = Math.round(1_000 + amount * 240_000)
      clock.shiftMs += jump
      platforms.wechat.advance(jump)
      for (const place of fleet.urls.keys()) fleet.setClock(place, clock.shiftMs)
      return true
    },
  },
  'one clock is off': {
    engines: ENGINES,
    hinders: 'desk',
    lasts: [200, 900],
    async strike({ fleet, clock }, { place, amount, lasts }) {
      fleet.setClock(place, clock.shiftMs + Math.round((amount - 0.5) * 4_000))
      await pause(lasts)
      fleet.setClock(place, clock.shiftMs)
      return true
    },
  },
  'a flow is published': {
    engines: ENGINES,
    hinders: 'desk',
    lasts: [0, 0],
    async strike(stage, { place }) {
      await stage.publish(place)
      return true
    },
  },
} as const satisfies Readonly<Record<string, FaultKind>>

export type FaultName = keyof typeof FAULTS
