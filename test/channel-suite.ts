import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Channel, Delivery, PlatformCall, RawRequest } from '../src/core/channel.ts'
import { type Instant, instant } from '../src/core/civil-time.ts'
import { branded, type MessageId } from '../src/core/ids.ts'
import type { InboundContent } from '../src/core/inbound.ts'
import type { OutboundBody, OutboundMessage } from '../src/core/outbound.ts'
import { spoiltBodies, wildBody } from './wild-messages.ts'

export type SignatureFault = 'missing' | 'bad' | 'doubled'
export type BodyFault = 'not_json' | 'wrong_shape'

/** What a messenger brings so that the suite can speak as its platform. All requests are well signed but for the fault named. */
export interface ChannelFixture {
  readonly channel: Channel
  /** One resident's message. `key` is the platform's event id, so that the same key is a redelivery. */
  message(key: string, text: string): RawRequest
  /** The same message with a signature that must not pass. */
  wronglySigned(fault: SignatureFault): RawRequest
  /** A well signed request whose body was changed afterwards; null where the platform's signature covers no body. */
  tampered: (() => RawRequest) | null
  malformed(fault: BodyFault): RawRequest
  /** A well signed event of no use to us; null where the platform has none. */
  unknownEvent: (() => RawRequest) | null
  /** Whether an outgoing call keeps to every limit of the platform (characters, bytes, buttons). */
  withinLimits(call: PlatformCall): boolean
  /** Makes the platform give this outcome at the next call, and the channel that speaks to it; null: it never happens here. */
  provoke(outcome: Delivery['kind']): Channel | null
  /** Every secret of the account: must show up in nothing that is written or thrown. */
  readonly secrets: readonly string[]
}

const OUTCOMES: readonly Delivery['kind'][] = [
  'sent',
  'throttled',
  'unreachable',
  'refused',
  'shut',
  'gone',
  'misconfigured',
]
const AT = instant(Date.parse('2026-11-24T01:30:00Z'))

const body = (text: string, more: Partial<OutboundBody> = {}): OutboundBody => ({
  text,
  choices: [],
  language: 'zh-CN',
  ...more,
})
const outbound = (content: OutboundBody): OutboundMessage => ({
  id: branded<MessageId>(7),
  author: 'bot',
  body: content,
  answers: null,
})

const SHAPES: readonly (readonly [string, OutboundBody])[] = [
  ['a short text', body('好的。')],
  ['a text far above any limit', body('您订的饭明天中午送到。'.repeat(900))],
  ['a text of characters outside the basic plane', body('𠮷🍚'.repeat(2_500))],
  ['ten choices with long labels', body('要哪样？', { choices: Array.from({ length: 10 }, (_, i) => choice(i)) })],
  ['a card', body('订好了。', { card: { title: '收据', lines: [{ name: '单号', value: 'M1024' }] } })],
  ['an empty text with a card', body('', { card: { title: '收据', lines: [] } })],
]

function choice(i: number) {
  return { token: `99999.${i}`, number: i, label: `第${i}样：软米饭、香菇鸡、清炒时蔬配小米粥一份，送到家里来` }
}

/** What every messenger must do, whatever its platform. */
export function channelContract(name: string, makeFixture: () => ChannelFixture): void {
  describe(`${name} keeps the channel contract`, () => {
    verifying(makeFixture)
    parsing(makeFixture)
    rendering(makeFixture)
    bearing(makeFixture)
    calling(makeFixture)
  })
}

function verifying(makeFixture: () => ChannelFixture): void {
  test('a well signed request is verified', () => {
    const fixture = makeFixture()
    expect(fixture.channel.verify(fixture.message('k1', '订饭')).kind).toBe('verified')
  })

  test.each<SignatureFault>(['missing', 'bad', 'doubled'])('a %s signature is refused', fault => {
    const fixture = makeFixture()
    expect(fixture.channel.verify(fixture.wronglySigned(fault))).toEqual({ kind: 'refused' })
  })

  test('a body changed after signing is refused, where the signature covers it', () => {
    const fixture = makeFixture()
    if (fixture.tampered) expect(fixture.channel.verify(fixture.tampered())).toEqual({ kind: 'refused' })
    else expect(fixture.channel.verify(fixture.wronglySigned('bad'))).toEqual({ kind: 'refused' })
  })

  test('nothing is parsed before the signature holds: broken bodies are refused the same way', () => {
    const fixture = makeFixture()
    for (const bytes of [new Uint8Array(), new Uint8Array([0xff, 0xfe]), new TextEncoder().encode('{'.repeat(9_999))]) {
      const request = { ...fixture.wronglySigned('bad'), body: bytes }
      expect(fixture.channel.verify(request)).toEqual({ kind: 'refused' })
    }
  })
}

function parsing(makeFixture: () => ChannelFixture): void {
  test('a redelivery has the same key, another event another one', () => {
    const fixture = makeFixture()
    const key = (event: string, text: string) => only(fixture, fixture.message(event, text)).key
    expect(key('k1', '订饭')).toBe(key('k1', '订饭'))
    expect(key('k1', '订饭')).not.toBe(key('k2', '订饭'))
  })

  test('the text arrives as it was written, with an address to answer to', () => {
    const fixture = makeFixture()
    for (const text of ['我摔倒了起不来', ' 1 ', '𠮷野家 🍚\n两份', '"\\ <b>']) {
      const draft = only(fixture, fixture.message('k1', text))
      expect(draft.content).toEqual<InboundContent>({ kind: 'text', text })
      expect(draft.address).not.toBe('')
    }
  })

  test('platform order is kept: a later message never sorts before an earlier one', () => {
    const fixture = makeFixture()
    const first = only(fixture, fixture.message('k1', '1'), AT)
    const second = only(fixture, fixture.message('k2', '2'), instant(AT + 5))
    // Where the platform offers none, the order in which they were stored is kept.
    if (first.sort === null) return expect(second.sort).toBeNull()
    expect(second.sort).toBeGreaterThanOrEqual(first.sort)
    expect(Number.isSafeInteger(first.sort)).toBe(true)
  })

  test.each<BodyFault>(['not_json', 'wrong_shape'])('a body that is %s is malformed, not an exception', fault => {
    const fixture = makeFixture()
    expect(parse(fixture, fixture.malformed(fault))).toEqual({ kind: 'malformed' })
  })

  test('an event of no use is kept as unknown, where the platform has such', () => {
    const fixture = makeFixture()
    if (fixture.unknownEvent) expect(only(fixture, fixture.unknownEvent()).content.kind).toBe('unknown')
    else expect(parse(fixture, fixture.malformed('wrong_shape'))).toEqual({ kind: 'malformed' })
  })
}

const RUNS = { numRuns: 150 }

function bearing(makeFixture: () => ChannelFixture): void {
  test('whatever stands in a well signed body is events or malformed, and an event survives its storage', () => {
    const fixture = makeFixture()
    const verified = fixture.channel.verify(fixture.message('k1', '订饭'))
    if (verified.kind !== 'verified') throw new Error(`expected a verified request, got ${verified.kind}`)
    const seen = { events: 0, malformed: 0 }
    fc.assert(
      fc.property(spoiltBodies(verified.body), bytes => {
        const parsed = fixture.channel.parse(bytes, AT)
        seen[parsed.kind]++
        for (const event of parsed.kind === 'events' ? parsed.events : []) {
          expect(JSON.parse(JSON.stringify(event))).toEqual(event)
          expect([event.key, event.address].every(id => id !== '' && id.length < 300)).toBe(true)
          expect(event.sort === null || Number.isSafeInteger(event.sort)).toBe(true)
        }
      }),
      RUNS,
    )
    expect(seen.events).toBeGreaterThan(0)
  })

  test('whatever is said becomes calls within the limits, as plain JSON', () => {
    const { channel, withinLimits } = makeFixture()
    const bodies = fc.array(wildBody, { minLength: 1, maxLength: channel.bundles ? 4 : 1 })
    fc.assert(
      fc.property(bodies, ([first, ...more]) => {
        if (!first) return
        const calls = channel.render([outbound(first), ...more.map(outbound)])
        expect(calls.length).toBeGreaterThan(0)
        for (const call of calls) {
          expect(withinLimits(call)).toBe(true)
          expect(JSON.parse(JSON.stringify(call))).toEqual(call)
        }
      }),
      RUNS,
    )
  })
}

function rendering(makeFixture: () => ChannelFixture): void {
  test.each(SHAPES)('%s becomes calls within the limits, as plain JSON, always the same', (_, content) => {
    const { channel, withinLimits } = makeFixture()
    const calls = channel.render([outbound(content)])
    expect(calls.length).toBeGreaterThan(0)
    for (const call of calls) {
      expect(withinLimits(call)).toBe(true)
      expect(JSON.parse(JSON.stringify(call))).toEqual(call)
    }
    expect(channel.render([outbound(content)])).toEqual(calls)
  })

  if (!makeFixture().channel.bundles) return
  test('what answers one event together says all of it, in order, within the limits', () => {
    const { channel, withinLimits } = makeFixture()
    const lines = Array.from({ length: 12 }, (_, i) => outbound(body(`第${i}句话。`)))
    const calls = channel.render([outbound(body('先说。')), ...lines])
    const said = JSON.stringify(calls)
    for (const call of calls) expect(withinLimits(call)).toBe(true)
    const places = ['先说。', ...lines.map(line => line.body.text)].map(text => said.indexOf(text))
    expect(places.every((place, i) => place > (places[i - 1] ?? -1))).toBe(true)
  })
}

function calling(makeFixture: () => ChannelFixture): void {
  const send = (channel: Channel) =>
    channel.call(channel.render([outbound(body('好的。'))])[0], {
      address: 'somebody',
      retryKey: '0198f3a2-0000-7000-8000-000000000001',
      tries: 1,
      reply: null,
      now: AT,
      signal: AbortSignal.timeout(5_000),
    })

  test.each(OUTCOMES)('a call that the platform answers with %s says so as a value', async kind => {
    const fixture = makeFixture()
    const channel = fixture.provoke(kind)
    if (channel) expect((await send(channel)).kind).toBe(kind)
    else expect((await send(fixture.channel)).kind).toBe('sent')
  })

  test('what a call tells of a failure holds neither the text nor a secret', async () => {
    const fixture = makeFixture()
    for (const kind of OUTCOMES) {
      const channel = fixture.provoke(kind)
      const told = channel ? JSON.stringify(await send(channel)) : ''
      for (const secret of [...fixture.secrets, '好的。', 'somebody']) expect(told).not.toContain(secret)
    }
  })
}

function parse(fixture: ChannelFixture, request: RawRequest, at: Instant = AT) {
  const verified = fixture.channel.verify(request)
  if (verified.kind !== 'verified') throw new Error(`expected a verified request, got ${verified.kind}`)
  return fixture.channel.parse(verified.body, at)
}

function only(fixture: ChannelFixture, request: RawRequest, at: Instant = AT) {
  const parsed = parse(fixture, request, at)
  if (parsed.kind !== 'events' || parsed.events.length !== 1 || !parsed.events[0]) throw new Error('expected one event')
  return parsed.events[0]
}
