import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(
  smallCatalogue(
    [
      item('羊肉烩面', ['碗'], ['烩面']),
      item('胡辣汤', ['碗']),
      item('红烧鲤鱼', ['条'], ['红烧鱼', '鱼', 'fish']),
      item('黄焖鸡', ['份'], ['焖鸡']),
      item('小米粥', ['碗']),
      item('馒头', ['个']),
      item('凉拌豆腐', ['份'], ['cold tofu']),
      item('春卷', ['份'], ['spring rolls']),
    ],
    [item('上门理发', ['次'], ['理发', '理个发']), item('拆洗被褥', ['床'], ['洗被子'])],
  ),
)
const now = instant(Date.parse('2026-12-08T09:00:00+08:00'))

function countsIn(text: string): string | undefined {
  return reader
    .read(text, { language: 'zh-CN', now, open: null })
    .slots.items?.map(({ id, quantity }) => `${id}×${quantity ?? 1}`)
    .join(' ')
}

test.each([
  ['红烧鱼一条，黄焖鸡一份，光要鱼', '红烧鲤鱼×1'],
  ['红烧鱼一条，黄焖鸡一份，就要鱼吧', '红烧鲤鱼×1'],
  ['两碗烩面，一碗胡辣汤，算了只要烩面', '羊肉烩面×2'],
  ['两碗烩面，一碗胡辣汤，还是单点烩面', '羊肉烩面×2'],
  ['兩碗燴麵，一碗胡辣湯，哎就燴麵吧', '羊肉烩面×2'],
  ['请送一份黄焖鸡，一碗胡辣汤；汤罢了，单要黄焖鸡。', '黄焖鸡×1'],
  ['红烧鱼一条，黄焖鸡一份，后面那个不要了', '红烧鲤鱼×1'],
  ['红烧鱼一条，黄焖鸡一份，前一个不要了', '黄焖鸡×1'],
  ['两碗烩面，一碗胡辣汤，第二个取消', '羊肉烩面×2'],
  ['两碗烩面，一碗胡辣汤，后一样不要', '羊肉烩面×2'],
  ['两碗烩面，一碗胡辣汤，哎呀胡辣汤太辣，那碗就免了', '羊肉烩面×2'],
  ['两碗烩面，一碗胡辣汤，胡辣汤喝不了', '羊肉烩面×2'],
  ['烩面一碗，胡辣汤一碗，都改成两碗', '羊肉烩面×2 胡辣汤×2'],
  ['烩面一碗，胡辣汤一碗，各要两碗吧', '羊肉烩面×2 胡辣汤×2'],
  ['烩面一碗胡辣汤一碗 两样都要两份', '羊肉烩面×2 胡辣汤×2'],
  ['cold tofu, not spring rolls', '凉拌豆腐×1'],
  ['馒头三个 少说了一个', '馒头×4'],
  ['馒头三个 多说了一个', '馒头×2'],
  ['胡辣汤 哦不 俺爹不爱喝胡辣汤 小米粥', '小米粥×1'],
  ['馒头三个别两个了', '馒头×3'],
  ['带两套 馒头四个小米粥两碗', '馒头×4 小米粥×2'],
  ['整一桌 红烧鱼一条胡辣汤一碗春卷两份馒头八个', '红烧鲤鱼×1 胡辣汤×1 春卷×2 馒头×8'],
  ['被子拆洗一下 两床', '拆洗被褥×2'],
  ['俺这两床被子拆洗了', '拆洗被褥×2'],
  ['老周一碗烩面 小周一碗烩面', '羊肉烩面×2'],
  // Nothing is left out by these.
  ['三碗胡辣汤 三个馒头 小孩馒头不要 那就俩馒头', '胡辣汤×3 馒头×2'],
  ['红烧鱼一条，黄焖鸡一份，那个不要辣', '红烧鲤鱼×1 黄焖鸡×1'],
  ['烩面一碗，胡辣汤只要一碗', '羊肉烩面×1 胡辣汤×1'],
])('%s leaves %s', (text, counts) => expect(countsIn(text)).toBe(counts))

test('what was not to go after all is neither taken out nor asked for', () => {
  const { slots } = reader.read('那个理发俺退了吧 不是退 是往后挪 挪到星期天下午', {
    language: 'zh-CN',
    now,
    open: null,
  })
  expect([slots.items, slots.removeItems, slots.date]).toEqual([undefined, undefined, '2026-12-13'])
})

test('a bed in a ward is nothing to be counted', () => {
  const open = { expects: ['address'], options: [], yesNo: false } as const
  const { slots } = reader.read('中医院住院部6楼 不 8楼 12床', { language: 'zh-CN', now, open })
  expect([slots.quantity, slots.address]).toEqual([undefined, '中医院住院部8楼 12床'])
})
