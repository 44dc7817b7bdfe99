import type { Engine } from '../../database.ts'
import { between, oneOf, type Random, randomFrom } from '../random.ts'
import { FAULTS, type FaultKind, type FaultName } from './faults.ts'
import { CRIES, IN_QUEUE, SMALL_TALK } from './words.ts'

export interface PlannedFault {
  readonly name: FaultName
  readonly at: number
  readonly lasts: number
  /** Which process, where it hits one. */
  readonly place: number
  /** From 0 up to 1: how much of it, or which way. */
  readonly amount: number
}

export const CHANNELS = ['web', 'telegram', 'line', 'wechat'] as const
export type ChannelName = (typeof CHANNELS)[number]

/**
 * How what somebody does reaches the desk: as it should · twice at once · again a while later · behind what they did
 * next · held up on its way, while the next ones come.
 */
export const MANNERS = ['plain', 'twice', 'again', 'swapped', 'late'] as const
export type Manner = (typeof MANNERS)[number]

export interface PlannedLine {
  readonly after: number
  readonly words: string
  readonly manner: Manner
  readonly cry?: boolean
  readonly asksForPerson?: boolean
}

export interface PlannedPerson {
  readonly channel: ChannelName
  readonly starts: number
  readonly seed: number
  /** Orders a meal, answering whatever the desk asks. */
  readonly dines: boolean
  readonly lines: readonly PlannedLine[]
}

export interface Plan {
  readonly seed: number
  readonly faults: readonly PlannedFault[]
  readonly people: readonly PlannedPerson[]
}

/** How long faults begin; the last ones end a little later. */
export const STORM_MS = 2_200
const FAULTS_AT_ONCE = [3, 5] as const

/** The same for the same seed. */
export function planOf(seed: number, engine: Engine, processes: number): Plan {
  const random = randomFrom(seed)
  // WeChat's own request waits seconds for its answer: not in each run.
  const channels = random() < 0.25 ? CHANNELS : CHANNELS.filter(name => name !== 'wechat')
  const roles = [diner, diner, asker, asker, crier, talker, talker]
  return {
    seed,
    faults: faultsOf(random, engine, processes),
    people: roles.map(role => role(random, oneOf(random, channels))),
  }
}

/** None twice in one run, so that each comes often enough over many. */
function faultsOf(random: Random, engine: Engine, processes: number): PlannedFault[] {
  const all: readonly (readonly [string, FaultKind])[] = Object.entries(FAULTS)
  const left = all.filter(([, fault]) => fault.engines.includes(engine))
  const count = between(random, ...FAULTS_AT_ONCE)
  const chosen = Array.from({ length: count }, () => {
    const [drawn] = left.splice(Math.floor(random() * left.length), 1)
    if (!drawn) throw new Error('fewer faults than are wanted')
    const [name, { lasts }] = drawn
    return {
      name: name as FaultName, // a key of FAULTS
      at: between(random, 100, STORM_MS),
      lasts: between(random, ...lasts),
      place: between(random, 0, processes - 1),
      amount: random(),
    }
  })
  return chosen.toSorted((a, b) => a.at - b.at)
}

const person = (random: Random, channel: ChannelName, lines: readonly PlannedLine[], dines = false): PlannedPerson => ({
  channel,
  starts: between(random, 0, 800),
  seed: between(random, 0, 1_000_000),
  dines,
  lines,
})

const diner = (random: Random, channel: ChannelName) => person(random, channel, [], true)

function talker(random: Random, channel: ChannelName): PlannedPerson {
  const lines = Array.from({ length: between(random, 3, 8) }, () => line(random, oneOf(random, SMALL_TALK)))
  return person(random, channel, lines)
}

function crier(random: Random, channel: ChannelName): PlannedPerson {
  const before = Array.from({ length: between(random, 0, 2) }, () => line(random, oneOf(random, SMALL_TALK)))
  const cries = Array.from({ length: between(random, 1, 2) }, () => ({
    ...line(random, oneOf(random, CRIES)),
    cry: true,
  }))
  return person(random, channel, [...before, ...cries])
}

/** Asks for a person, and goes on writing, while they wait and while they are served; and may cry for help there. */
function asker(random: Random, channel: ChannelName): PlannedPerson {
  const before = Array.from({ length: between(random, 0, 1) }, () => line(random, oneOf(random, SMALL_TALK)))
  const call = { ...line(random, '人工'), asksForPerson: true }
  const after = Array.from({ length: between(random, 3, 6) }, () => line(random, oneOf(random, IN_QUEUE)))
  const cry = random() < 0.3 ? [{ ...line(random, oneOf(random, CRIES)), cry: true }] : []
  return person(random, channel, [...before, call, ...after, ...cry])
}

function line(random: Random, words: string): PlannedLine {
  return { after: between(random, 20, 500), words, manner: random() < 0.5 ? 'plain' : oneOf(random, MANNERS) }
}
