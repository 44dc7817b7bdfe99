import { randomUUID } from 'node:crypto'
import type { AlarmCard, HandoffDetail, Me, TranscriptMessage } from '../../src/http/api.ts'

// Invented people, in every state that the console shows.

export const ME: Me = { id: 'staff-1', name: '李敏', username: 'staff1', role: 'operator', areas: ['4101'] }
export const COLLEAGUE = { id: 'staff-2', name: '赵磊' }
export const PASSWORD = 'staff-password-01'

/** Of a hand-off that I have taken. */
export const MINE = {
  state: 'claimed',
  claimedBy: { id: ME.id, name: ME.name },
  claimedAt: new Date().toISOString(),
} as const

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

export function said(from: TranscriptMessage['from'], text: string, minutesAgo: number): TranscriptMessage {
  return { id: `~${randomUUID().slice(0, 8)}`, from, text, at: ago(minutesAgo), state: 'sent' }
}

/** Somebody who waits for a person, in the middle of an order. */
export function handoff(form: string, minutesAgo: number, more: Partial<HandoffDetail> = {}): HandoffDetail {
  return {
    id: randomUUID(),
    conversation: randomUUID(),
    state: 'open',
    reason: 'asked',
    area: '410105006',
    areaName: '南阳路街道',
    openedAt: ago(minutesAgo),
    waitingSeconds: minutesAgo * 60,
    claimedBy: null,
    claimedAt: null,
    promisedFor: null,
    closedAt: null,
    form,
    language: 'zh-CN',
    channel: 'web',
    unanswered: true,
    lastMessageAt: ago(minutesAgo),
    alarm: null,
    messages: [said('bot', '您要啥？', minutesAgo + 1), said('resident', '找人', minutesAgo)],
    slots: [{ slot: 'date', type: 'date', label: '哪一天', value: '明天', personal: false }],
    draft: { flow: 'order-meal', title: '订饭', question: '您要啥？' },
    profile: { name: '王桂兰', phone: '13800000001', address: '南阳路118号院3号楼2单元201' },
    window: null,
    passiveOnly: false,
    note: null,
    ...more,
  }
}

export function alarm(more: Partial<AlarmCard> = {}): AlarmCard {
  return {
    id: randomUUID(),
    conversation: randomUUID(),
    class: 'fall',
    silent: false,
    state: 'raised',
    tier: 1,
    area: '410105006',
    areaName: '南阳路街道',
    raisedAt: ago(0),
    takenBy: null,
    takenAt: null,
    closedAt: null,
    form: '张爷爷',
    channel: 'web',
    further: 0,
    handoff: null,
    ...more,
  }
}
