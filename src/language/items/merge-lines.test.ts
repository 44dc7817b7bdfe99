import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const dishes = ['番茄牛腩', '葱爆羊肉', '水煮鱼', '糖糕', '花卷', '糊涂面'].map(name => item(name, ['份', '碗']))
const reader = createReader(smallCatalogue(dishes))

function ordered(text: string): string {
  const now = instant(Date.parse('2026-11-24T10:00:00+08:00'))
  const { slots } = reader.read(text, { language: 'zh-CN', now, open: null })
  return (slots.items ?? []).map(({ id, quantity }) => `${id} ${quantity ?? '-'}`).join(', ')
}

test.each([
  ['要番茄牛腩，就是番茄牛腩一份', '番茄牛腩 1'],
  ['老张要一份水煮鱼，老李也要一份水煮鱼', '水煮鱼 2'],
  ['老伴说番茄牛腩，我说葱爆羊肉，听她的，番茄牛腩', '番茄牛腩 -'],
  ['俩糖糕，哦，不要糖糕，要俩花卷', '花卷 2'],
  ['我们三家凑一桌 水煮鱼两份 葱爆羊肉一份', '水煮鱼 2, 葱爆羊肉 1'],
  ['四个人 一人一碗糊涂面', '糊涂面 4'],
  ['来两碗热乎的糊涂面', '糊涂面 2'],
  ['水煮鱼 x2', '水煮鱼 2'],
])('%s is %s', (text, lines) => expect(ordered(text)).toBe(lines))
