import type { DatabaseLine } from '../../database-line.ts'
import type { Fleet } from '../fleet.ts'
import type { AlarmAddress } from './alarm-address.ts'
import type { Platforms } from './platforms.ts'

/** The server behind the desks, where there is one. */
export interface Server {
  readonly line: DatabaseLine
  /** As an administrator restarts it; `crash`: one of its processes is killed, and it begins anew by itself. */
  restart(crash: boolean): Promise<void>
  /** Takes every place that is left, and those of the desks, for so long. */
  fill(ms: number): Promise<void>
}

/** All that faults can hit. */
export interface Stage {
  readonly fleet: Fleet
  /** Null on PGlite. */
  readonly server: Server | null
  readonly platforms: Platforms
  readonly alarmAddress: AlarmAddress
  /** How far all clocks have been set forward. */
  readonly clock: { shiftMs: number }
  /** Puts another flow into force, as an operator does. */
  publish(place: number): Promise<void>
}
