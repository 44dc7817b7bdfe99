import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import type { SlotType } from '../../core/reading.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(
  smallCatalogue(
    [
      item('清蒸鲈鱼', ['条'], ['鲈鱼', '蒸鱼']),
      item('鱼香肉丝'),
      item('家常豆腐'),
      item('豆腐脑', ['碗']),
      item('卤牛肉', ['份']),
      item('牛肉烩面', ['碗'], ['烩面']),
      item('醋溜白菜'),
      item('白菜饺子', ['斤']),
      item('八宝粥', ['碗']),
      item('油条', ['根']),
      item('糖醋里脊', ['份'], ['里脊']),
      item('红烧茄子', ['份'], ['茄子']),
    ],
    [
      item('空调清洗', ['台'], ['洗空调']),
      item('被褥拆洗', ['套'], ['洗被子', '拆洗被褥']),
      item('擦玻璃', ['次']),
      item('油烟机清洗', ['次'], ['洗油烟机']),
      item('手机教学', ['次'], ['教手机']),
    ],
  ),
)
const now = instant(Date.parse('2026-12-08T09:00:00+08:00'))

function wanted(text: string, ...expects: SlotType[]): string {
  const open = expects.length === 0 ? null : { expects, options: [], yesNo: false }
  const { items = [], ambiguous = [] } = reader.read(text, { language: 'zh-CN', now, open }).slots
  const named = items.map(({ id, quantity }) => `${id}×${quantity ?? 1}`)
  return [...named, ...ambiguous.map(({ term }) => `${term}?`)].join(' ')
}

test.each([
  ['来条鱼', '清蒸鲈鱼×1'],
  ['鱼一条 油条俩', '清蒸鲈鱼×1 油条×2'],
  ['给弄条鱼蒸哩就中', '清蒸鲈鱼×1'],
  ['你给安排个鱼再安排个茄子', '清蒸鲈鱼×1 红烧茄子×1'],
  ['来份豆腐', '家常豆腐×1'],
  ['要份牛肉俩油条', '卤牛肉×1 油条×2'],
  ['白菜来一份', '醋溜白菜×1'],
  ['豆腐脑来一碗', '豆腐脑×1'],
])('of all that have it in their name, %s wants %s', (text, items) => expect(wanted(text)).toBe(items))

test.each([
  ['会面', '牛肉烩面×1'],
  ['八包粥', '八宝粥×1'],
  ['会面吧', '牛肉烩面×1'],
  ['豆腐', '家常豆腐×1'],
])('asked for a dish, %s is %s', (text, items) => expect(wanted(text, 'items')).toBe(items))

test.each([
  ['空调两台都洗', '空调清洗×2'],
  ['被子三床要洗', '被褥拆洗×3'],
  ['擦玻璃跟洗油烟机这俩一块', '擦玻璃×1 油烟机清洗×1'],
  ['擦玻璃洗油烟机这两样都要', '擦玻璃×1 油烟机清洗×1'],
  ['里脊和茄子这俩都来一份', '糖醋里脊×1 红烧茄子×1'],
])('%s counts %s', (text, items) => expect(wanted(text)).toBe(items))

test('a telephone number is no lesson in using one', () =>
  expect(wanted('我手机号是13503718826 住大学路铁路新村12号楼七单元', 'address')).toBe(''))
