import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import type { SlotType } from '../../core/reading.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(
  smallCatalogue(
    [
      item('羊肉烩面', ['碗'], ['烩面', 'lamb noodles']),
      item('胡辣汤', ['碗']),
      item('猪肉饺子', ['斤'], ['饺子']),
      item('肉末蒸蛋', ['份'], ['蒸蛋']),
      item('馒头', ['个']),
      item('油条', ['根'], ['dough sticks']),
      item('肉包子', ['个']),
      item('米饭', ['碗'], ['rice']),
      item('豆浆', ['杯']),
    ],
    [item('日常保洁', ['小时'], ['保洁', '打扫卫生']), item('陪聊散步', ['小时'], ['陪聊'])],
  ),
)
const now = instant(Date.parse('2026-12-08T09:00:00+08:00'))

function slotsOf(text: string, ...expects: SlotType[]) {
  const open = expects.length === 0 ? null : { expects, options: [], yesNo: false }
  return reader.read(text, { language: 'zh-CN', now, open }).slots
}

test.each([
  // Said twice over, it is meant.
  ['猪肉饺子来一斤 老伴说多了 半斤半斤', '猪肉饺子×0.5'],
  ['饺子来一斤下酒哎老伴瞪我哩半斤半斤', '猪肉饺子×0.5'],
  ['烩面来两碗老头嫌多一碗一碗', '羊肉烩面×1'],
  ['馒头六个闺女嫌少八个八个吧', '馒头×8'],
  ['豆浆两杯一杯一杯装好', '豆浆×2'],
  // Who comes too stands behind the count.
  ['胡辣汤两碗馒头三个哎不四个孙女也来', '胡辣汤×2 馒头×4'],
  ['馒头五个不对六个孙子也吃', '馒头×6'],
  ['三个馒头四个孙女都来', '馒头×3'],
  // By the hour.
  ['保洁3小时,不用,2小时够了', '日常保洁×2'],
  ['保洁三个钟头，用不着，俩钟头吧', '日常保洁×2'],
  ['打扫卫生两个小时 弄不完 三个小时', '日常保洁×3'],
  ['陪聊一个钟头 太短了 两个钟头', '陪聊散步×2'],
  ['打扫卫生两小时 扫不完 四小时', '日常保洁×4'],
  // Less or more of it.
  ['蒸蛋三份 有一份不要了', '肉末蒸蛋×2'],
  ['米饭三碗 其中一碗不要了', '米饭×2'],
  ['肉包子四个 退一个', '肉包子×3'],
  ['肉包子四个，一个不要了', '肉包子×3'],
  ['蒸蛋一份 米饭三碗 少一碗米饭', '肉末蒸蛋×1 米饭×2'],
  ['油条五根，馒头俩，减两根油条', '油条×3 馒头×2'],
  ['馒头先要六个，再加俩', '馒头×8'],
  ['馒头先要六个，再添两个凑八个', '馒头×8'],
  ['油条三根 再来三根吧', '油条×6'],
  ['烩面两碗，再来一碗胡辣汤', '羊肉烩面×2 胡辣汤×1'],
  ['豆浆两杯一杯不要糖', '豆浆×2'],
  ['one rice no two', '米饭×2'],
  ['five dough sticks no six', '油条×6'],
  ['lamb noodles again, make it 2... no 3', '羊肉烩面×3'],
  ['dough sticks, make it four', '油条×4'],
])('%s comes to %s', (text, counts) =>
  expect(
    slotsOf(text)
      .items?.map(({ id, quantity }) => `${id}×${quantity ?? 1}`)
      .join(' '),
  ).toBe(counts),
)

test.each([
  ['仨吧 哎四个四个', 4],
  ['两碗 老头说少 三碗三碗', 3],
  ['2 no 3', 3],
])('asked how many, %s is %d', (text, count) => expect(slotsOf(text, 'number').quantity).toBe(count))
