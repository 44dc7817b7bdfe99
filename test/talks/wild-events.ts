import fc from 'fast-check'
import { MINUTE } from '../../src/core/civil-time.ts'
import { type AttachmentId, branded } from '../../src/core/ids.ts'
import { MEDIA_KINDS } from '../../src/core/inbound.ts'
import type { JsonObject } from '../../src/core/operation.ts'
import type { Incoming } from '../../src/desk/converse.ts'
import type { FlowDefinition, TestStub, TestTurn } from '../../src/engine/definition.ts'
import { wildText } from '../wild-messages.ts'

/** `press`: the nth option of what is open then. */
export type WildEvent =
  | { readonly kind: 'does'; readonly incoming: Incoming }
  | { readonly kind: 'presses'; readonly nth: number }
  | { readonly kind: 'passes'; readonly ms: number }

/** What the dialogue tests of these flows say, press and send: every word that a flow knows is among it. */
export function wildEvents(flows: readonly FlowDefinition[]): fc.Arbitrary<WildEvent> {
  const turns = flows.flatMap(flow => flow.tests.flatMap(test => test.talk))
  const words = turns.flatMap(turn => ('user' in turn ? [turn.user] : []))
  const signals = turns.flatMap(turn => ('signal' in turn ? [signalOf(turn)] : []))
  const returns = turns.flatMap(turn => ('staff_close' in turn ? [turn.staff_close.slots ?? {}] : []))
  const text = (text: string): Incoming => ({ kind: 'text', text })
  const does = (incoming: fc.Arbitrary<Incoming>) => incoming.map((one): WildEvent => ({ kind: 'does', incoming: one }))
  const known = does(fc.constantFrom(...words).map(text))
  const presses = fc.nat(14).map((nth): WildEvent => ({ kind: 'presses', nth }))
  const attachment = branded<AttachmentId>('0198f3a2-0000-7000-8000-000000000001')
  const rare = fc.oneof(
    does(wildText.map(text)),
    does(fc.tuple(fc.nat(40), fc.nat(14)).map(([serial, place]) => ({ kind: 'choice', token: `${serial}.${place}` }))),
    does(fc.constantFrom(...MEDIA_KINDS).map(media => ({ kind: 'media', media, attachment }))),
    does(fc.double({ min: -90, max: 90, noNaN: true }).map(at => ({ kind: 'location', latitude: at, longitude: at }))),
    does(fc.boolean().map(own => ({ kind: 'phone', phone: '13800000000', own }))),
    does(fc.constant({ kind: 'joined' })),
    does(fc.constantFrom(...signals)),
    does(
      fc.constantFrom(...returns).map(slots => ({ kind: 'returned', handoff: branded('h'), slots, note: '说好了' })),
    ),
    fc
      .constantFrom(1, 6, 31, 300, 1_500, 20_000)
      .map((minutes): WildEvent => ({ kind: 'passes', ms: minutes * MINUTE })),
  )
  return fc.oneof({ weight: 4, arbitrary: presses }, { weight: 4, arbitrary: known }, { weight: 3, arbitrary: rare })
}

function signalOf({ signal, data }: Extract<TestTurn, { signal: unknown }>): Incoming {
  return { kind: 'signal', name: signal, data: (data ?? {}) as JsonObject } // read from YAML: JSON by nature
}

/** By operation, everything that any dialogue test lets it answer. */
export function knownOutcomes(flows: readonly FlowDefinition[]): ReadonlyMap<string, readonly TestStub[]> {
  const found = new Map<string, TestStub[]>()
  for (const given of flows.flatMap(flow => [flow.given, ...flow.tests.map(test => test.given)])) {
    for (const [name, stubs] of Object.entries(given?.operations ?? {}))
      found.set(name, [...(found.get(name) ?? []), ...(Array.isArray(stubs) ? stubs : [stubs])])
  }
  return found
}
