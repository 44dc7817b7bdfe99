import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(
  smallCatalogue([item('鲜肉馄饨', ['碗'], ['馄饨']), item('皮蛋豆腐'), item('酸奶', ['杯'])]),
)

function slotsOf(text: string) {
  const context = { language: 'zh-CN', now: instant(Date.parse('2026-11-24T10:00:00+08:00')), open: null } as const
  return reader.read(text, context).slots
}
const itemsOf = (text: string) => slotsOf(text).items?.map(({ id, quantity }) => [id, quantity])

test('what one misses is not refused', () => {
  expect(slotsOf('早起不喝碗馄饨一天都不得劲，盛两碗')).toMatchObject({ items: [{ id: '鲜肉馄饨', quantity: 2 }] })
})

test('the lantern festival is no sum of money', () => expect(slotsOf('正月十五 元宵四碗').money).toBeUndefined())

test.each(['不订了，俺自己下碗馄饨', '闺女说她给我包馄饨', '卖馄饨那几年可忙'])('%s orders none', text => {
  expect(itemsOf(text)).toBeUndefined()
})
