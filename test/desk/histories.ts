import fc from 'fast-check'
import type { InboundContent } from '../../src/core/inbound.ts'

export interface Sent {
  readonly key: string
  readonly from: string
  readonly content: InboundContent
}

/** What waits together, in order of arrival, and how many milliseconds pass afterwards. */
export interface Round {
  readonly messages: readonly Sent[]
  readonly pass: number
}

export interface History extends fc.WithToStringMethod {
  readonly rounds: readonly Round[]
}

/** `next`: the person's script goes on; `again`: the platform delivers their last message once more. */
export type Move = 'next' | 'twice' | 'again' | 'nothing' | InboundContent

export interface Person {
  readonly address: string
  /** What leads to an order, from the start again after its end. */
  readonly script: readonly string[]
  readonly moves: readonly Move[]
  /** Where in each round they stand, for both of two quick messages. */
  readonly places: readonly (readonly [number, number])[]
}

export const said = (text: string): InboundContent => ({ kind: 'text', text })

const PLACE = fc.tuple(fc.nat(9_999), fc.nat(9_999)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)

/** A person who mostly follows the script, and in between does what people do. */
export function personArbitrary(
  address: string,
  script: fc.Arbitrary<readonly string[]>,
  aside: fc.Arbitrary<Move>,
  rounds: number,
): fc.Arbitrary<Person> {
  const move = fc.oneof({ weight: 6, arbitrary: fc.constant<Move>('next') }, { weight: 1, arbitrary: aside })
  const each = { minLength: rounds, maxLength: rounds }
  return fc.record({
    address: fc.constant(address),
    script,
    moves: fc.array(move, each),
    places: fc.array(PLACE, each),
  })
}

/** Shown by its size when it fails: its seed brings it back. */
export function historyOf(people: readonly Person[], passes: readonly number[]): History {
  const rounds = roundsOf(people, passes)
  return { rounds, [fc.toStringMethod]: () => `${rounds.flatMap(one => one.messages).length} messages` }
}

function roundsOf(people: readonly Person[], passes: readonly number[]): readonly Round[] {
  const spoken = new Map<string, { count: number; last: Sent | null }>()
  return passes.map((pass, round) => {
    const placed = people.flatMap(person => {
      const so = spoken.get(person.address) ?? { count: 0, last: null }
      const sent = messagesOf(person, person.moves[round] ?? 'nothing', so)
      spoken.set(person.address, so)
      return sent.map((one, i) => ({ one, place: person.places[round]?.[i === 0 ? 0 : 1] ?? 0 }))
    })
    // toSorted is stable: two of one person at the same place stay in order.
    return { messages: placed.toSorted((a, b) => a.place - b.place).map(({ one }) => one), pass }
  })
}

function messagesOf(person: Person, move: Move, so: { count: number; last: Sent | null; next?: number }): Sent[] {
  const make = (content: InboundContent): Sent => {
    const sent = { key: `${person.address}:m${++so.count}`, from: person.address, content }
    so.last = sent
    return sent
  }
  const next = () => {
    const at = so.next ?? 0
    so.next = at + 1
    return make(said(person.script[at % person.script.length] ?? ''))
  }
  switch (move) {
    case 'nothing':
      return []
    case 'again':
      return so.last ? [so.last] : []
    case 'next':
      return [next()]
    case 'twice':
      return [next(), next()]
    default:
      return [make(move)]
  }
}
