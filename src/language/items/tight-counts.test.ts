import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import type { SlotType } from '../../core/reading.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const dishes = [
  item('羊肉烩面', ['碗'], ['烩面']),
  item('胡辣汤', ['碗'], ['辣汤']),
  item('小米粥', ['碗']),
  item('油条', ['根'], ['油馍']),
  item('馒头', ['个'], ['馍']),
  item('红烧茄子', ['份'], ['茄子']),
  item('豆浆', ['杯']),
  item('米饭', ['碗']),
]
const reader = createReader(smallCatalogue(dishes))
const now = instant(Date.parse('2026-12-08T09:00:00+08:00'))

function slotsOf(text: string, ...expects: SlotType[]) {
  const open = expects.length === 0 ? null : { expects, options: [], yesNo: false }
  return reader.read(text, { language: 'zh-CN', now, open }).slots
}

function countsIn(text: string): string | undefined {
  return slotsOf(text)
    .items?.map(({ id, quantity }) => `${id}×${quantity ?? 1}`)
    .join(' ')
}

test.each([
  ['弄碗糊辣汤俩油馍', '胡辣汤×1 油条×2'],
  ['来份茄子俩馒头', '红烧茄子×1 馒头×2'],
  ['来碗烩面三根油条', '羊肉烩面×1 油条×3'],
  ['上个茄子两碗米饭', '红烧茄子×1 米饭×2'],
  ['要份茄子仨馍一碗小米粥', '红烧茄子×1 馒头×3 小米粥×1'],
  ['给俺来盘茄子四个馒头', '红烧茄子×1 馒头×4'],
  ['来碗热乎的小米粥俩馒头', '小米粥×1 馒头×2'],
  ['盛碗米饭仨油条', '米饭×1 油条×3'],
  ['早起喝个豆浆两杯油条三根', '豆浆×2 油条×3'],
  ['来个豆浆两杯油条三根', '豆浆×2 油条×3'],
  ['要馍三个馍一份茄子', '馒头×3 红烧茄子×1'],
  ['烩面一万', '羊肉烩面×1'],
  ['来两万烩面', '羊肉烩面×2'],
  ['小米粥三完', '小米粥×3'],
  ['两完烩面一份茄子', '羊肉烩面×2 红烧茄子×1'],
])('the counts of %s are %s', (text, counts) => expect(countsIn(text)).toBe(counts))

test.each([
  ['三位老人 一人一个馒头 一人一碗米饭', '馒头×3 米饭×3'],
  ['我们四个人 一人一根油条 一人一碗烩面', '油条×4 羊肉烩面×4'],
  ['俺老两口 一人仨馒头 一人一碗小米粥', '馒头×6 小米粥×2'],
  ['老周还有他媳妇加上俺老两口四口人一人一碗烩面', '羊肉烩面×4'],
  ['我跟老伴加闺女女婿四个人一人一碗烩面', '羊肉烩面×4'],
  ['老李老王老张再加我四个一人一碗烩面', '羊肉烩面×4'],
  ['老两口加闺女家两口一人一碗烩面', '羊肉烩面×4'],
  ['烩面我一碗孩子两碗', '羊肉烩面×3'],
  ['烩面我一碗，老马一碗，二婶子一碗', '羊肉烩面×3'],
])('of those who eat, %s makes %s', (text, counts) => expect(countsIn(text)).toBe(counts))

test.each([
  ['俺一个 老嫂子一个 再给看门里老刘一个', 3],
  ['我一碗 大嫂一碗 二婶子一碗', 3],
  ['两碗 一碗给我哥一碗给我嫂子', 2],
  ['三个 俩给老伴一个我吃', 3],
  ['四份 两份现在吃两份留着', 4],
  ['五个，仨给爸，俩给妈', 5],
  ['一万就中', 1],
  ['两完吧', 2],
  ['三晚够了', 3],
  // Nothing is shared out.
  ['四份，不，两份，就两份', 2],
])('asked how many, %s is %d', (text, count) => expect(slotsOf(text, 'number').quantity).toBe(count))
