import { expect, test } from 'vitest'
import type { Catalogue } from '../core/catalogue.ts'
import { instant } from '../core/civil-time.ts'
import type { ReadSlots, SlotType } from '../core/reading.ts'
import { createReader } from './create-reader.ts'

const dish = (id: string) => ({ id, name: { 'zh-CN': id }, aliases: [], units: ['份', '碗', '个'] })
const items = ['番茄牛腩', '水煮鱼', '花卷', '绿豆汤', '糖糕'].map(dish)
const catalogue: Catalogue = {
  version: 'test',
  areas: [],
  lists: [{ name: 'dishes', intent: 'order_meal', ambiguous: [], items }],
}
const reader = createReader(catalogue)
/** A Tuesday. */
const now = instant(Date.parse('2026-12-08T09:00:00+08:00'))

function slotsOf(text: string, ...expects: SlotType[]): ReadSlots {
  const open = expects.length === 0 ? null : { expects, options: [], yesNo: expects.includes('yesno') }
  return reader.read(text, { language: 'zh-CN', now, open }).slots
}

test.each([
  ['瞎说了', '，'],
  ['打嘴', ' '],
  ['拉倒', '，'],
  ['停停', ' '],
  ['没说清', '，'],
  ['先别记', ' '],
  ['不成', '，'],
  ['让我想想', '，'],
])('%s takes back a dish', (word, pause) =>
  expect(slotsOf(`绿豆汤${pause}${word}${pause}花卷`).items?.map(({ id }) => id)).toEqual(['花卷']),
)

test.each<[string, [string, number | null][]]>([
  [
    '花卷两个换行绿豆汤一碗换行谢谢',
    [
      ['花卷', 2],
      ['绿豆汤', 1],
    ],
  ],
  [
    '水煮鱼换行糖糕俩换行',
    [
      ['水煮鱼', null],
      ['糖糕', 2],
    ],
  ],
  ['花卷换两个糖糕', [['糖糕', 2]]],
  ['花卷一个 等等这时候哪来的花卷 糖糕吧', [['糖糕', null]]],
  ['水煮鱼 哦不水煮鱼昨天吃过了 糖糕俩', [['糖糕', 2]]],
  ['不要花卷 糖糕吧', [['糖糕', null]]],
  [
    '水煮鱼两份，不对，三份，花卷两个',
    [
      ['水煮鱼', 3],
      ['花卷', 2],
    ],
  ],
  [
    '花卷糖糕 各来一 哦糖糕得两个',
    [
      ['花卷', 1],
      ['糖糕', 2],
    ],
  ],
  ['水煮鱼一份，刚才的都不要了，花卷两个', [['花卷', 2]]],
  ['水煮鱼一份花卷两个，从头来，绿豆汤一碗', [['绿豆汤', 1]]],
  ['水煮鱼两份，前面不算，来花卷', [['花卷', null]]],
  ['水煮鱼三份，打住，两份', [['水煮鱼', 2]]],
  ['水煮鱼两份 减一份', [['水煮鱼', 1]]],
  [
    '水煮鱼一份花卷两个，花卷多要一个',
    [
      ['水煮鱼', 1],
      ['花卷', 3],
    ],
  ],
  [
    '两碗绿豆汤，一碗换成糖糕',
    [
      ['绿豆汤', 1],
      ['糖糕', 1],
    ],
  ],
  [
    '三碗绿豆汤，有一碗要糖糕',
    [
      ['绿豆汤', 2],
      ['糖糕', 1],
    ],
  ],
  [
    '花卷五个，绿豆汤两碗，绿豆汤改糖糕',
    [
      ['花卷', 5],
      ['糖糕', 2],
    ],
  ],
  ['水煮鱼一份，昨儿个才吃过，番茄牛腩一份', [['番茄牛腩', 1]]],
  ['番茄牛腩一份，我刚说成水煮鱼了', [['番茄牛腩', 1]]],
  ['要一份番茄牛腩不是水煮鱼', [['番茄牛腩', 1]]],
  ['花卷 还是糖糕 花卷吧', [['花卷', null]]],
  ['糖糕太甜了不要了 再来俩花卷', [['花卷', 2]]],
  ['绿豆汤一碗，哎不是一碗，是三碗', [['绿豆汤', 3]]],
  ['花卷两个 哦不是两个 是五个', [['花卷', 5]]],
  [
    '水煮鱼一份，再一碗绿豆汤，呃不是一碗，是四碗',
    [
      ['水煮鱼', 1],
      ['绿豆汤', 4],
    ],
  ],
  ['水煮鱼一份 花卷三个 哦她不吃鱼 花卷两个', [['花卷', 2]]],
  [
    '花卷一个 俺爹不吃花 糖糕俩',
    [
      ['花卷', 1],
      ['糖糕', 2],
    ],
  ],
  ['先说要十份水煮鱼，实际十五份', [['水煮鱼', 15]]],
  ['原来是糖糕三个 其实要两个', [['糖糕', 2]]],
])('%s asks for %j', (text, wanted) =>
  expect(slotsOf(text).items?.map(({ id, quantity }) => [id, quantity])).toEqual(wanted),
)

test.each([
  ['水煮鱼不要葱，葱没事，不要姜', ['no_ginger']],
  ['水煮鱼少放盐 不是少放盐 是少放油', ['less_oil']],
  ['水煮鱼别放香菜 哦我吃香菜', undefined],
  ['水煮鱼别弄恁油', ['less_oil']],
  ['大夫不叫吃咸的 水煮鱼一份', ['less_salt']],
  ['花卷 忌甜', ['no_sugar']],
  ['水煮鱼少放盐 盐不用少 少放油', ['less_oil']],
  ['花卷少油，说错了，油照放，少盐', ['less_salt']],
  ['水煮鱼不放葱，搞混了，不吃葱的是俺妹', undefined],
  ['水煮鱼别放姜，不吃姜的是俺', ['no_ginger']],
])('%s is made %j', (text, dietary) => expect(slotsOf(text).dietary).toEqual(dietary))

test.each([
  ['周三，等一下，周四', '2026-12-10'],
  ['周四，我说的是下周的', '2026-12-17'],
  ['明天送 不不后天', '2026-12-10'],
  ['来个电工 周四 周四不行 周四我打针 周五下午', '2026-12-11'],
  ['周四那天不打扫了 周五打扫', '2026-12-11'],
  ['明天不理发了，后天吧', '2026-12-10'],
  ['明天来修 明天不中 明天俺赶集 大后天', '2026-12-11'],
])('the day of %s is %s', (text, date) => expect(slotsOf(text, 'date').date).toBe(date))

test.each([
  ['文化路12号，变卦了15号', '文化路15号'],
  ['文化路12号3单元，3单元是我闺女家，我2单元', '文化路12号2单元'],
  ['文化路12号3楼东户，西户，东户是邻居', '文化路12号3楼西户'],
  ['文化路12号，不是文化路，文明路', '文明路12号'],
])('the address in %s is %s', (text, address) => expect(slotsOf(text, 'address').address).toBe(address))

test.each([
  ['三份，减一份', 2],
  ['三个，数儿不好听，添一个吧', 4],
  ['两份……再添两份罢', 4],
  ['三份吧，哎再加一份', 4],
  ['三份，别添了，两份吧', 2],
  ['往年都是十个 今年人少 六个', 6],
])('of the counts in %s %d is meant', (text, quantity) => expect(slotsOf(text, 'number').quantity).toBe(quantity))

test.each(['绿豆汤请易为花卷', '绿豆汤给我改成花卷', '绿豆汤帮我改成花卷', '可以 但是绿豆汤帮我换成花卷'])(
  '%s takes the first out',
  text => {
    expect(slotsOf(text)).toMatchObject({ items: [{ id: '花卷' }], removeItems: [{ id: '绿豆汤' }] })
  },
)

test.each([
  ['刚才那碗绿豆汤不算', '绿豆汤'],
  ['花卷那份，作废了', '花卷'],
  ['水煮鱼那盘罢了', '水煮鱼'],
])('%s takes out %s', (text, gone) => {
  const { items, removeItems } = slotsOf(text, 'yesno')
  expect([items, removeItems?.map(({ id }) => id)]).toEqual([undefined, [gone]])
})

test.each(['来一份文件', '断了三根肋骨', '门口堆着一堆砖'])('%s orders nothing', text =>
  expect(slotsOf(text).quantity).toBeUndefined(),
)

test.each([
  ['要双份', 2],
  ['两碗并成一碗', 1],
  ['三份减成两份吧', 2],
  ['三份减作两份', 2],
  ['三碗增作四碗吧', 4],
  ['两份，实际要四份', 4],
])('of the two counts in %s %d is meant', (text, quantity) => expect(slotsOf(text).quantity).toBe(quantity))

test('that something is amiss is a no, whatever was agreed to', () => {
  expect(slotsOf('对对对 哎 地址不对', 'yesno').yesNo).toBe('no')
})
