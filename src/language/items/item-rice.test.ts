import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(
  smallCatalogue(
    [item('软蒸米饭', ['碗']), item('蛋炒饭', ['份']), item('韭菜鸡蛋饺子', ['斤']), item('白粥', ['碗'], ['congee'])],
    [item('代买菜')],
  ),
)

function read(text: string) {
  const context = { language: 'zh-CN', now: instant(Date.parse('2026-11-24T10:00:00+08:00')), open: null } as const
  return reader.read(text, context).slots.items?.map(({ id, quantity }) => [id, quantity])
}

test.each([
  ['饭一碗', [['软蒸米饭', 1]]],
  ['再来碗饭', [['软蒸米饭', null]]],
  [
    '白粥一碗，两碗饭',
    [
      ['白粥', 1],
      ['软蒸米饭', 2],
    ],
  ],
  ['订份饭', undefined],
  ['我要订饭，两碗', undefined],
  ['吃了两碗饭', undefined],
])('%s orders %j', (text, items) => expect(read(text)).toEqual(items))

test('what is bought raw for one’s own kitchen is no dish', () => {
  expect(read('给俺捎二斤韭菜，俺自己包')).toEqual([['代买菜', null]])
})

test('no sugar takes back nothing that was said before it', () => {
  expect(read('one congee no sugar one egg')).toEqual([['白粥', 1]])
})
