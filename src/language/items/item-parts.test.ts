import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const dish = (id: string, en: string) => ({ ...item(id), name: { 'zh-CN': id, en } })
const reader = createReader(
  smallCatalogue([
    dish('番茄牛腩', 'beef brisket with tomato'),
    dish('猪肉饺子', 'pork dumplings'),
    dish('韭菜饺子', 'chive dumplings'),
    dish('清蒸鲈鱼', 'steamed sea bass'),
    dish('白菜炖粉条', 'cabbage and glass noodles'),
    dish('大米粥', 'rice porridge'),
    dish('馒头', 'plain bun'),
    dish('油馍头', 'fried dough'),
    dish('黄焖鸡块', 'stewed chicken'),
    dish('鸡蛋羹', 'egg custard'),
  ]),
)

function read(text: string, asked = false) {
  const open = asked ? ({ expects: ['items'], options: [], yesNo: false } as const) : null
  return reader.read(text, { language: 'zh-CN', now: instant(Date.parse('2026-11-24T10:00:00+08:00')), open }).slots
}

test.each([
  ['来一份粉条那个', '白菜炖粉条'],
  ['西红柿牛腩一份', '番茄牛腩'],
  ['要个牛腩', '番茄牛腩'],
  ['喝碗稀饭', '大米粥'],
  ['鱼来一条', '清蒸鲈鱼'],
  ['那个鱼好吃，再来一条', '清蒸鲈鱼'],
  ['馍五个', '馒头'],
  ['俩馍', '馒头'],
  ['鸡一份', '黄焖鸡块'],
  ['I want some porridge', '大米粥'],
])('%s orders %s', (text, id) => {
  expect(read(text).items?.map(item => item.id)).toEqual([id])
})

test('a word of several dishes is asked about', () => {
  expect(read('饺子一斤').ambiguous?.[0]?.candidates).toEqual(['猪肉饺子', '韭菜饺子'])
})

test.each(['今天粉条涨价了', '我儿子养鱼'])('%s only talks of it', text => {
  expect(read(text).items).toBeUndefined()
})

test('asked for a dish, a word of its name is enough', () => {
  expect(read('粉条', true).items?.map(item => item.id)).toEqual(['白菜炖粉条'])
})
