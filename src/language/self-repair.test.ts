import { expect, test } from 'vitest'
import type { Catalogue } from '../core/catalogue.ts'
import { instant } from '../core/civil-time.ts'
import type { ReadSlots, SlotType } from '../core/reading.ts'
import { createReader } from './create-reader.ts'

const dish = (id: string) => ({ id, name: { 'zh-CN': id }, aliases: [], units: ['份', '碗', '个'] })
const items = ['番茄牛腩', '葱爆羊肉', '水煮鱼', '花卷', '绿豆汤'].map(dish)
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
  ['周三 周四吧', '2026-12-10'],
  ['不要明天要后天', '2026-12-10'],
  ['周四 不是周三', '2026-12-10'],
  ['周三 啊不是 周四', '2026-12-10'],
  ['今天 今天来不及了 那明天', '2026-12-09'],
  ['记错了 明天我不在 后天来', '2026-12-10'],
  ['十五号上午 不十六号上午', '2026-12-16'],
  ['Friday not Thursday', '2026-12-11'],
  ['后天，明天啦，明天', '2026-12-09'],
  ['十八号，哦不，十九号，十八号停水', '2026-12-19'],
  ['今天不吃，明天也不吃，后天', '2026-12-10'],
  ['Saturday, and Sunday rather than Saturday', '2026-12-13'],
  ['月底回来，从这周六开始', '2026-12-12'],
  ['二十五那天来人', '2027-01-02'],
  ['今天初几？腊八那天吧', '2027-01-15'],
  ['明晚，啊不，后晚', '2026-12-10'],
  ['明儿，哦，后儿晌午', '2026-12-10'],
  ['大后天，哦大后天有集，后天后晌吧', '2026-12-10'],
  ['今儿不吃，周五吃', '2026-12-11'],
  ['今天不订后天订', '2026-12-10'],
  ['初十，啊十二，初十停水', '2026-12-18'],
  ['明天晌午前', '2026-12-09'],
  // A second choice and a list take nothing back.
  ['周一，周三，周五', '2026-12-14'],
  ['周五不行就周六', '2026-12-11'],
  ['下周一三五都要', '2026-12-14'],
  ['周三和周四吧', '2026-12-09'],
])('of the days in %s %s is meant', (text, date) => expect(slotsOf(text, 'date').date).toBe(date))

test.each([
  ['两份 三份吧', 3],
  ['不是两份 是三份', 3],
  ['6 打错了 9', 9],
  ['要两份 老伴也要 就三份', 3],
  ['两份好了，啊三份', 3],
  ['老伴一份 我一份 孙子两份', 4],
  ['原来说三份，现在四份', 4],
  ['俺 老伴 孙子 孙女', 4],
  ['我跟老嫂子俩人 她闺女也来 再算上她女婿', 4],
  ['我和我哥哥两个人吃呢，一人一份就好啦', 2],
  ['俺叔俺婶儿俺 再加上俺叔他弟 一人一份', 4],
  ['客厅一台 卧室一台 闺女屋一台', 3],
  ['我和老伴两个，孩子不来', 2],
  ['斤半吧', 1.5],
  ['我一碗，老头一碗，小王姑娘也一碗', 3],
  ['一人一份，一共五个人', 5],
  ['两份不够，再加一份', 3],
  ['数量错了，是三份不是两份', 3],
  ['半斤就够俺吃两顿', 0.5],
  ['two please, grandma eats like a bird', 2],
])('of the counts in %s %d is meant', (text, quantity) => expect(slotsOf(text, 'number').quantity).toBe(quantity))

test.each([
  ['两份 三份吧 番茄牛腩', [['番茄牛腩', 3]]],
  ['两份番茄牛腩，不对，葱爆羊肉', [['葱爆羊肉', 2]]],
  [
    '绿豆汤两碗花卷一个 不对绿豆汤要三碗',
    [
      ['花卷', 1],
      ['绿豆汤', 3],
    ],
  ],
  [
    '番茄牛腩一份花卷两个 花卷还是三个吧',
    [
      ['番茄牛腩', 1],
      ['花卷', 3],
    ],
  ],
  ['水煮鱼 绿豆汤，前面不算，花卷两个', [['花卷', 2]]],
  ['俩花卷，仨', [['花卷', 3]]],
  ['先要一份水煮鱼，嗯，算了还是葱爆羊肉吧，水煮鱼腻人', [['葱爆羊肉', 1]]],
  ['水煮鱼，哎哟我这老寒胃，吃葱爆羊肉吧', [['葱爆羊肉', null]]],
  ['水煮鱼跟花卷挑一样，水煮鱼，唔，花卷，就花卷了', [['花卷', null]]],
  ['水煮鱼有没有？没有就花卷仨', [['花卷', 3]]],
  ['俺咋说成水煮鱼了，俺要的是花卷', [['花卷', null]]],
  [
    '绿豆汤两碗花卷一个，汤一碗就中',
    [
      ['绿豆汤', 1],
      ['花卷', 1],
    ],
  ],
  ['花卷不要两个了，一个，呃，还是两个吧', [['花卷', 2]]],
  [
    '水煮鱼和花卷，花卷两个，不对，三个',
    [
      ['水煮鱼', null],
      ['花卷', 3],
    ],
  ],
  ['一碗绿豆汤，老头说他也要，两碗', [['绿豆汤', 2]]],
  ['绿豆汤两碗 三碗 闺女也喝', [['绿豆汤', 3]]],
  ['花卷五个 少拿一个 四个 够吃', [['花卷', 4]]],
  ['绿豆汤两碗，老大说要一碗，总共三碗', [['绿豆汤', 3]]],
  ['花卷从两个加到五个', [['花卷', 5]]],
  ['花卷是四个不是六个', [['花卷', 4]]],
  ['那俩花卷再添三个', [['花卷', 3]]],
  [
    '花卷六个，绿豆汤一碗，花卷少两个',
    [
      ['花卷', 4],
      ['绿豆汤', 1],
    ],
  ],
  ['上回那水煮鱼太油 这回要葱爆羊肉', [['葱爆羊肉', null]]],
  ['带辣的俺不要 绿豆汤一碗', [['绿豆汤', 1]]],
  ['绿豆汤一碗 就绿豆汤 两碗 孙女也喝', [['绿豆汤', 2]]],
  ['花卷多少钱一个，要六个', [['花卷', 6]]],
  ['我一碗 老婆子一碗 外甥女也一碗 都喝绿豆汤', [['绿豆汤', 3]]],
  ['一人一碗绿豆汤 我爹我娘我舅 三个人', [['绿豆汤', 3]]],
  ['花卷要十…十五个', [['花卷', 15]]],
  ['绿豆汤 两 两 两碗', [['绿豆汤', 2]]],
  ['想喝绿豆汤 哎 是花卷', [['花卷', null]]],
  ['绿豆汤俺闺女不能喝，花卷俩', [['花卷', 2]]],
  ['绿豆汤一碗 花卷就不用了 家里有花卷', [['绿豆汤', 1]]],
  ['番茄牛腩一份 可别弄成水煮鱼了', [['番茄牛腩', 1]]],
  ['想吃水煮鱼 我要的是葱爆羊肉', [['葱爆羊肉', null]]],
  ['不是要水煮鱼，是要葱爆羊肉', [['葱爆羊肉', null]]],
  ['不是水煮鱼 是葱爆羊肉', [['葱爆羊肉', null]]],
  [
    '水煮鱼一份 抱歉 再加一个花卷',
    [
      ['水煮鱼', 1],
      ['花卷', 1],
    ],
  ],
])('%s asks for what was said last of each', (text, wanted) =>
  expect(slotsOf(text).items?.map(({ id, quantity }) => [id, quantity])).toEqual(wanted),
)

test.each([
  ['明天上午九点 九点太早 十点', '10:00'],
  ['at 9, wait, 10 in the morning', '10:00'],
  ['七八点', '07:00'],
  ['明天下午两点，两点要睡午觉，三点', '15:00'],
  ['上午九点……十点', '10:00'],
  ['下午两点半，应该是三点半，老年大学三点才散', '15:30'],
  ['下午四点，往后推半个钟头', '16:30'],
  ['下午两点，那三点，三点闺女才到，算三点半', '15:30'],
])('the hour of %s is %s', (text, time) => expect(slotsOf(text, 'time').time).toBe(time))

test.each([
  ['对 不对不对', 'no'],
  ['好 算了不要了', 'no'],
  ['yes, no wait, no', 'no'],
  ['不用了……还是来吧', 'yes'],
  ['中，中啥中，俺没要恁些', 'no'],
  ['要，别急，容我再想想，不要', 'no'],
  ['别下单，手一抖喊错了，下吧', 'yes'],
  ['不中，老婆子在边儿上说中，那就中', 'yes'],
  ['不要 呀看岔了 要 要', 'yes'],
  ['no, 点错, yes', 'yes'],
  ['对 点错了 不对', 'no'],
] as const)('%s amounts to %s', (text, yesNo) => expect(slotsOf(text, 'yesno').yesNo).toBe(yesNo))

test.each([
  ['幸福小区8号楼1单元 是2单元 2单元401', '幸福小区8号楼2单元401'],
  ['花园路9号 不是9号 19号', '花园路19号'],
  ['和平小区3栋2单元 哦 4栋 4栋2单元', '和平小区4栋2单元'],
  ['以前住优胜路，现在住农科路38号', '农科路38号'],
  ['朝阳街15号 那是老房子 新地址是幸福路7号', '幸福路7号'],
  ['建设路……建设西路118号', '建设西路118号'],
  ['大学路四十号，四十四号，四十四', '大学路四十四号'],
  ['三号楼，唉三号楼是俺闺女家，俺在七号楼401', '七号楼401'],
  ['给我送老年大学门岗', '老年大学门岗'],
  ['no 12 Jianshe Road, sorry, no 21 Jianshe Road', 'no 21 Jianshe Road'],
])('the address in %s is %s', (text, address) => expect(slotsOf(text, 'address').address).toBe(address))

test('an end of a number that is said anew takes the place of its end', () => {
  expect(slotsOf('电话15900001234 尾号不是1234 是1243').phone).toBe('15900001243')
  expect(slotsOf('20260077 尾号不是77是79', 'application_number').applicationNumber).toBe('20260079')
  expect(slotsOf('电话13837120056 哎不是56 0059').phone).toBe('13837120059')
  expect(slotsOf('电话13838112065，前三位应该是139').phone).toBe('13938112065')
})

test.each([
  ['七九六四三二，第三位不是六，是九', '799432'],
  ['零三七一幺幺零，末尾那个零是我多念的', '037111'],
  ['八八三幺，不对，八八三七，后面是洞洞四六', '88370046'],
  ['四一零一零五，后面八八二一，不对，八八一二', '4101058812'],
  ['GL 2026 0099，打头是 JL', 'JL20260099'],
  ['X三五零二，读串行了，我的是X三六一八', 'X3618'],
  ['z z 两千零二十六零九幺五', 'ZZ20260915'],
  ['三三零六八八，最后那个不是八是七', '330687'],
  ['C减号零零四四一二', 'C004412'],
])('the number in %s is %s', (text, number) =>
  expect(slotsOf(text, 'application_number').applicationNumber).toBe(number),
)

test.each([
  ['花卷一个，别放糖，讲错了，是少放盐，糖照放', ['less_salt']],
  ['水煮鱼微辣，得了，一点辣都别搁', ['no_spicy']],
  ['水煮鱼一份，不要辣，花生米也不要', ['no_spicy', 'no_peanut']],
  ['水煮鱼，别搁虾皮跟葱', ['no_scallion']],
  ['花卷一个，不要葱，也不要辣，哦葱没事', ['no_spicy']],
  ['绿豆汤别放糖，搞岔了，放糖，别放姜', ['no_ginger']],
  ['no sugar, no garlic, actually sugar is fine', ['no_garlic']],
])('%s is made %j', (text, dietary) => expect(slotsOf(text).dietary).toEqual(dietary))

test.each([
  ['四个人，一人一碗', 4],
  ['老大一家三口加我跟老伴，一人一个', 5],
  ['我跟老头再加小孙子，仨人，一人一份', 3],
  ['量碗', 2],
  ['一人俩，俺家四口', 8],
  ['一人一个 六口人', 6],
  ['老两口加儿子家三口，一人俩', 10],
  ['俺俩加上孙子', 3],
  ['我爹我娘我仨孩子 一人一个', 5],
  ['我一个 小姑子一个 她女婿一个', 3],
  ['四…五个吧 老二也回来', 5],
])('%s makes %i', (text, quantity) => expect(slotsOf(text, 'number').quantity).toBe(quantity))

test('figures that are thought over in between are one number where they make one', () => {
  expect(slotsOf('电话一三八嗯三七幺二呃零零五六').phone).toBe('13837120056')
})

test.each([
  ['不吃水煮鱼了，来个花卷', ['水煮鱼']],
  ['不对，我没要水煮鱼', ['水煮鱼']],
  ['绿豆汤不要，花卷不要，绿豆汤还是来一碗', ['花卷']],
  ['不订绿豆汤了 订花卷', ['绿豆汤']],
  ['水煮鱼是孙子乱按的，给去掉', ['水煮鱼']],
  ['花卷两个点错了，退掉', ['花卷']],
])('%s takes out %j', (text, gone) => expect(slotsOf(text, 'yesno').removeItems?.map(({ id }) => id)).toEqual(gone))
