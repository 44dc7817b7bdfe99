import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(
  smallCatalogue(
    [item('羊肉烩面', ['碗'])],
    [
      item('空调清洗', ['台'], ['洗空调']),
      item('洗被褥', ['床']),
      item('磨刀', ['把']),
      item('量血压', ['次']),
      item('水管维修', ['次']),
      item('电路维修', ['次']),
    ],
  ),
)

function read(text: string) {
  const context = { language: 'zh-CN', now: instant(Date.parse('2026-11-24T10:00:00+08:00')), open: null } as const
  return reader.read(text, context).slots.items?.map(({ id, quantity }) => [id, quantity])
}

test.each([
  ['冷氣兩台要洗', '空调清洗', 2],
  ['冷气吹起来臭，可以派人洗吗？两台', '空调清洗', 2],
  ['空调洗一下，两台，西屋还有一台，三台都洗', '空调清洗', 3],
  ['棉被两条要洗', '洗被褥', 2],
  ["my knives won't cut butter, four of them", '磨刀', 4],
  ['my knives need sharpening', '磨刀', null],
  ['量血压俩人，我跟老伴', '量血压', 2],
  ['水管裂了两处', '水管维修', null],
  ['灯一闪一闪', '电路维修', null],
])('%s: %s, %j', (text, id, count) => expect(read(text)).toEqual([[id, count]]))
