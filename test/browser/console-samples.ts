import { randomUUID } from 'node:crypto'
import type { Me, TranscriptMessage } from '../../src/http/api.ts'

// Invented people, in every state that the console shows.

export const ME: Me = { id: 'staff-1', name: '李敏', username: 'staff1', role: 'operator', areas: ['4101'] }
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
