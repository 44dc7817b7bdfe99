import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Listeners } from '../../db/bell.ts'
import { recordingChannel } from '../../test/desk/recording-channel.ts'
import { branded, type ContactId, type ConversationId, type InboundId } from '../core/ids.ts'
import type { InboundContent } from '../core/inbound.ts'
import { createIndicator, type Indicator } from './indicator.ts'

const listeners = new Listeners()
let asked: string[] = []
let indicator: Indicator

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  const bell = { ring: async () => {}, listen: listeners.add.bind(listeners) }
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  // Of the database it needs the bell alone.
  indicator = createIndicator({ database: { bell } as never, log })
})
afterEach(() => {
  indicator.stop()
  vi.useRealTimers()
})

const ORDER: InboundContent = { kind: 'text', text: '订饭' }

function writes(from: string, more: { duplicate?: boolean; content?: InboundContent } = {}): void {
  const channel = recordingChannel()
  const indicate = async (address: string) => void asked.push(address)
  const draft = { key: `${from}:1`, address: from, sort: 1, content: more.content ?? ORDER }
  const ids = {
    id: branded<InboundId>(1),
    contact: branded<ContactId>(from),
    conversation: branded<ConversationId>(from),
  }
  indicator.expect({ ...channel, indicate }, [draft], [{ key: draft.key, ...ids, duplicate: more.duplicate ?? false }])
}

test('an answer within a second is not announced', () => {
  writes('ann')
  vi.advanceTimersByTime(900)
  listeners.tell('conversation', ['ann'])
  vi.advanceTimersByTime(5_000)
  expect(asked).toEqual([])
})

test('whoever waits longer sees that somebody is typing, once', () => {
  writes('ann')
  writes('ann')
  writes('bob')
  listeners.tell('conversation', ['bob'])
  vi.advanceTimersByTime(5_000)
  expect(asked).toEqual(['ann'])
})

test('a message that is sent again by the platform waits for nothing', () => {
  writes('ann', { duplicate: true })
  vi.advanceTimersByTime(5_000)
  expect(asked).toEqual([])
})

test.each<InboundContent>([{ kind: 'left' }, { kind: 'unknown', name: 'sticker_set' }])(
  '$kind: what nobody answers is not announced either',
  content => {
    writes('ann', { content })
    vi.advanceTimersByTime(5_000)
    expect(asked).toEqual([])
  },
)
