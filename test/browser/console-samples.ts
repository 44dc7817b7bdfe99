import { randomUUID } from 'node:crypto'
import type { AlarmCard, HandoffDetail, Me, TranscriptMessage } from '../../src/http/api.ts'

// Invented people, in every state that the console shows.

export const ME: Me = { id: 'staff-1', name: '李敏', username: 'staff1', role: 'operator', areas: ['4101'] }
const COLLEAGUE = { id: 'staff-2', name: '赵强' }
export const PASSWORD = 'staff-password-01'

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

export function said(
  from: TranscriptMessage['from'],
  text: string,
  minutesAgo: number,
  more: Partial<TranscriptMessage> = {},
): TranscriptMessage {
  return { id: `~${randomUUID().slice(0, 8)}`, from, text, at: ago(minutesAgo), state: 'sent', ...more }
}

function handoff(more: Partial<HandoffDetail> & { readonly minutes?: number } = {}): HandoffDetail {
  const { minutes = 1, ...fields } = more
  return {
    id: randomUUID(),
    conversation: randomUUID(),
    state: 'open',
    reason: 'asked',
    area: '410105006',
    areaName: '南阳路街道',
    openedAt: ago(minutes),
    waitingSeconds: minutes * 60,
    claimedBy: null,
    claimedAt: null,
    promisedFor: null,
    closedAt: null,
    form: '王奶奶',
    language: 'zh-CN',
    channel: 'web',
    unanswered: true,
    lastMessageAt: ago(minutes),
    alarm: null,
    messages: talk(minutes),
    slots: [
      { slot: 'diner', type: 'choice', label: '给谁订', value: '自己', personal: false },
      { slot: 'day', type: 'date', label: '哪一天', value: '明天 11月25日（周三）', personal: false },
      { slot: 'period', type: 'period', label: '哪一餐', value: '午餐', personal: false },
      { slot: 'dishes', type: 'items', label: '吃什么', value: '软米饭×1、香菇鸡×1', personal: false },
    ],
    draft: {
      flow: 'meal',
      title: '订饭',
      question: '您订：明天中午，软米饭1份、香菇鸡1份，共14元，送到家。1 对 2 不对',
    },
    profile: { name: '王桂兰', phone: '13800000000', address: '南阳路118号院3号楼2单元201' },
    note: null,
    ...fields,
  }
}

function talk(minutes: number): TranscriptMessage[] {
  return [
    said('resident', '你好', minutes + 9),
    said('bot', '王奶奶早上好。', minutes + 9, {
      choices: [
        { id: '1.1', label: '订饭' },
        { id: '1.2', label: '请人上门' },
        { id: '1.3', label: '查事情' },
        { id: '1.0', label: '找人' },
      ],
    }),
    said('resident', '订饭', minutes + 7),
    said('bot', '明天中午有：软米饭、香菇鸡、清蒸鲈鱼、西红柿鸡蛋汤。您要哪样？', minutes + 7),
    said('resident', '软米饭 香菇鸡各一份', minutes + 4),
    said('bot', '您订：明天中午\n软米饭 ×1　2元\n香菇鸡 ×1　12元\n共14元，送到家', minutes + 4, {
      choices: [
        { id: '2.1', label: '对' },
        { id: '2.2', label: '不对' },
      ],
    }),
    said('resident', '俺家换了新门牌，送饭的找不着，恁给说说', minutes),
    said('bot', '好，我请服务台的人来。您稍等。', minutes),
  ]
}

function alarm(more: Partial<AlarmCard> & { readonly seconds?: number } = {}): AlarmCard {
  const { seconds = 0, ...fields } = more
  return {
    id: randomUUID(),
    conversation: randomUUID(),
    class: 'fall',
    silent: false,
    state: 'raised',
    tier: 1,
    area: '410105006',
    areaName: '南阳路街道',
    raisedAt: new Date(Date.now() - seconds * 1_000).toISOString(),
    takenBy: null,
    takenAt: null,
    closedAt: null,
    form: '张爷爷',
    channel: 'wechat',
    further: 0,
    handoff: null,
    ...fields,
  }
}

const SITES = [
  { code: 'M01', name: { 'zh-CN': '南阳路老年食堂', 'zh-TW': '南陽路長者食堂', en: 'Nanyang Road Senior Canteen' } },
  { code: 'M02', name: { 'zh-CN': '花园路老年食堂', 'zh-TW': '花園路長者食堂', en: 'Huayuan Road Senior Canteen' } },
]

const MEALS = [
  [
    'ZZ26112500017',
    'out_for_delivery',
    '11:00-11:30',
    '软米饭 ×1、香菇鸡 ×1',
    '过敏：花生、少盐',
    1500,
    '王桂兰',
    '南阳路118号院3号楼2单元201',
  ],
  ['ZZ26112500023', 'out_for_delivery', '11:00-11:30', '羊肉烩面 ×1', '', 1600, '李建国', '南阳路120号院1号楼1单元102'],
  ['ZZ26112500031', 'delivered', '11:00-11:30', '小米粥 ×2、素包子 ×2', '清真', 800, '马秀英', '沙口路5号院2号楼'],
  [
    'ZZ26112500044',
    'accepted',
    '11:30-12:00',
    '软米饭 ×1、清蒸鲈鱼 ×1、西红柿鸡蛋汤 ×1',
    '不要辣',
    2650,
    '陈淑贞',
    '南阳路66号院6号楼3单元502',
  ],
  ['ZZ26112500052', 'undelivered', '11:30-12:00', '黄焖鸡 ×1', '', 1200, '刘德福', '黄河路21号院4号楼'],
  ['ZZ26112500060', 'placed', null, '羊肉烩面 ×2', '', 3200, '赵玉梅', null],
] as const

export const KITCHEN = {
  sites: SITES,
  labels: MEALS.map(([number, status, courier_slot, lines, diet, due_fen, name, door]) => ({
    order: randomUUID(),
    number,
    status: status as string,
    mode: door ? 'deliver' : 'collect',
    courier_slot,
    lines,
    diet,
    due_fen,
    name,
    door,
  })),
  counts: [
    { dish: 'D001', name: '小米粥', quantity: 2 },
    { dish: 'D011', name: '素包子', quantity: 2 },
    { dish: 'D018', name: '软米饭', quantity: 2 },
    { dish: 'D019', name: '羊肉烩面', quantity: 3 },
    { dish: 'D033', name: '香菇鸡', quantity: 1 },
    { dish: 'D036', name: '清蒸鲈鱼', quantity: 1 },
    { dish: 'D041', name: '黄焖鸡', quantity: 1 },
    { dish: 'D053', name: '西红柿鸡蛋汤', quantity: 1 },
  ],
}
