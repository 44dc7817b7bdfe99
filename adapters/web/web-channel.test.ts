import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RawRequest } from '../../src/core/channel.ts'
import { instant } from '../../src/core/civil-time.ts'
import { type AccountId, branded } from '../../src/core/ids.ts'
import { type ChannelFixture, channelContract } from '../../test/channel-suite.ts'
import { sessionTokens } from './session-tokens.ts'
import { webChannel } from './web-channel.ts'

const KEY = new Uint8Array(32).fill(7)
const OLD_KEY = new Uint8Array(32).fill(9)
const SESSION = '7b0c8a52-6f0b-4a3e-9a0d-0d8b7f5f1a11'
const tokens = sessionTokens([KEY, OLD_KEY])
const token = tokens.issue(SESSION)
const account = {
  id: branded<AccountId>('web/main'),
  kind: 'web' as const,
  perSecond: 1,
  perChatPerSecond: 1,
  burst: 1,
}

function request(body: unknown, authorization: string | null = `Bearer ${token}`): RawRequest {
  const bytes = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    method: 'POST',
    query: new URLSearchParams(),
    headers: new Headers(authorization === null ? {} : { authorization }),
    body: new TextEncoder().encode(bytes),
    receivedAt: instant(0),
  }
}

function fixture(): ChannelFixture & { readonly shown: (readonly [string, number])[] } {
  const shown: (readonly [string, number])[] = []
  const channel = webChannel({ account, tokens, publish: (session, message) => shown.push([session, message]) })
  const faults = {
    missing: null,
    bad: `Bearer ${token.slice(0, -2)}xx`,
    doubled: `Bearer ${token}, Bearer ${token}`,
  }
  return {
    shown,
    channel,
    message: (id, text) => request({ id, text }),
    wronglySigned: fault => request({ id: 'k1', text: '订饭' }, faults[fault]),
    tampered: null,
    malformed: fault => request(fault === 'not_json' ? '{"id":' : { id: 'k1', text: '订饭', more: 1 }),
    unknownEvent: null,
    withinLimits: () => true,
    provoke: outcome => (outcome === 'sent' ? channel : null),
    secrets: [token, Buffer.from(KEY).toString('base64')],
  }
}

channelContract('web chat', fixture)

describe('the token of a session', () => {
  test('proves its session and no other', () => {
    expect(tokens.sessionOf(token)).toBe(SESSION)
    expect(tokens.sessionOf(token.replace('7b0c', '7b0d'))).toBeNull()
  })

  test('signed under the key of an old secret stays good, under a stranger’s it never was', () => {
    expect(tokens.sessionOf(sessionTokens([OLD_KEY]).issue(SESSION))).toBe(SESSION)
    expect(tokens.sessionOf(sessionTokens([new Uint8Array(32)]).issue(SESSION))).toBeNull()
  })

  test('changed in any character is refused', () => {
    const any = fc.tuple(fc.nat(token.length - 1), fc.constantFrom(...'ABab01._-~='))
    fc.assert(
      fc.property(any, ([at, character]) => {
        const changed = token.slice(0, at) + character + token.slice(at + 1)
        expect(tokens.sessionOf(changed)).toBe(changed === token ? SESSION : null)
      }),
    )
  })

  test.each(['', '.', SESSION, `${SESSION}.`, `.${token}`, 'Bearer'])('%j is no token', wrong => {
    expect(tokens.sessionOf(wrong)).toBeNull()
  })
})

describe('a message of the web chat', () => {
  const parse = (body: unknown) => {
    const { channel } = fixture()
    const verified = channel.verify(request(body))
    if (verified.kind !== 'verified') throw new Error('refused')
    const parsed = channel.parse(verified.body, instant(5))
    return parsed.kind === 'events' ? parsed.events[0] : null
  }

  test('is keyed by session and the sender’s own id', () => {
    expect(parse({ id: 'a', choice: '4.1' })).toEqual({
      key: `${SESSION}:a`,
      address: SESSION,
      sort: null,
      content: { kind: 'choice', token: '4.1' },
    })
  })

  test.each<readonly [string, unknown]>([
    ['5,000 characters', { id: 'a', text: '饭'.repeat(5_000) }],
    ['5,000 characters outside the basic plane', { id: 'a', text: '𠮷'.repeat(5_000) }],
  ])('%s are taken', (_, body) => expect(parse(body)).not.toBeNull())

  test.each<readonly [string, unknown]>([
    ['5,001 characters', { id: 'a', text: '饭'.repeat(5_001) }],
    ['nothing but spaces', { id: 'a', text: ' \n ' }],
    ['a text and a choice', { id: 'a', text: '1', choice: '4.1' }],
    ['no id', { text: '1' }],
    ['an id that is a number', { id: 1, text: '1' }],
    ['an id with a line break', { id: 'a\nb', text: '1' }],
    ['an id like the desk’s own', { id: '~12', text: '1' }],
    ['an id above 100 characters', { id: 'a'.repeat(101), text: '1' }],
    ['a list', [{ id: 'a', text: '1' }]],
    ['another session smuggled in', '{"id":"a","text":"1"},"session":"other"'],
  ])('%s is malformed', (_, body) => expect(parse(body)).toBeNull())

  test('cannot name another session, however its body is written', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(parse(text)).toBeNull()
        if (text.trim() !== '') expect(parse({ id: 'a', text })?.address).toBe(SESSION)
      }),
    )
  })

  test('is shown to its session when it is sent', async () => {
    const { channel, shown } = fixture()
    const call = { method: 'show', payload: { messageId: 12 } }
    const signal = AbortSignal.timeout(1_000)
    const context = { address: SESSION, retryKey: 'r', tries: 1, reply: null, now: instant(5), signal }
    expect(await channel.call(call, context)).toEqual({ kind: 'sent' })
    expect(shown).toEqual([[SESSION, 12]])
  })
})
