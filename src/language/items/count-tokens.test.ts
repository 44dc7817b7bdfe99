import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(smallCatalogue([item('皮蛋豆腐'), item('酸奶', ['杯'])]))

function itemsOf(text: string) {
  const context = { language: 'zh-CN', now: instant(Date.parse('2026-11-24T10:00:00+08:00')), open: null } as const
  return reader.read(text, context).slots.items?.map(({ id, quantity }) => [id, quantity])
}

const two = [
  ['皮蛋豆腐', 1],
  ['酸奶', 2],
]

test.each([
  '皮蛋豆腐 一份 酸奶 两杯',
  '皮蛋豆腐 1 酸奶 2',
  '皮蛋豆腐 one份 酸奶 两杯 谢谢',
  '一份 皮蛋豆腐 两杯 酸奶',
  '皮蛋豆腐x1 酸奶x2',
])('each count in %s is of its own item', text => expect(itemsOf(text)).toEqual(two))

test('a count that touches what follows is of that', () => {
  expect(itemsOf('皮蛋豆腐 两杯酸奶')).toEqual([
    ['皮蛋豆腐', null],
    ['酸奶', 2],
  ])
})

test.each([
  ['俩大份一小份', 3],
  ['我和老伴各一份 孙子半份', 2.5],
  ['俺跟老伴一人一份丈母娘一份', 3],
])('asked how many, %s is %j', (text, count) => {
  const open = { expects: ['number'], options: [], yesNo: false } as const
  const context = { language: 'zh-CN', now: instant(Date.parse('2026-11-24T10:00:00+08:00')), open } as const
  expect(reader.read(text, context).slots.quantity).toBe(count)
})
