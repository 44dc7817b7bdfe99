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
  // A second choice and a list take nothing back.
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
])('of the counts in %s %i is meant', (text, quantity) => expect(slotsOf(text, 'number').quantity).toBe(quantity))

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
  ['一碗绿豆汤，老头说他也要，两碗', [['绿豆汤', 2]]],
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
])('the hour of %s is %s', (text, time) => expect(slotsOf(text, 'time').time).toBe(time))

test.each([
  ['对 不对不对', 'no'],
  ['好 算了不要了', 'no'],
  ['yes, no wait, no', 'no'],
  ['不用了……还是来吧', 'yes'],
] as const)('%s amounts to %s', (text, yesNo) => expect(slotsOf(text, 'yesno').yesNo).toBe(yesNo))

test.each([
  ['幸福小区8号楼1单元 是2单元 2单元401', '幸福小区8号楼2单元401'],
  ['花园路9号 不是9号 19号', '花园路19号'],
  ['和平小区3栋2单元 哦 4栋 4栋2单元', '和平小区4栋2单元'],
  ['以前住优胜路，现在住农科路38号', '农科路38号'],
  ['朝阳街15号 那是老房子 新地址是幸福路7号', '幸福路7号'],
  ['no 12 Jianshe Road, sorry, no 21 Jianshe Road', 'no 21 Jianshe Road'],
])('the address in %s is %s', (text, address) => expect(slotsOf(text, 'address').address).toBe(address))

test('an end of a number that is said anew takes the place of its end', () => {
  expect(slotsOf('电话15900001234 尾号不是1234 是1243').phone).toBe('15900001243')
  expect(slotsOf('20260077 尾号不是77是79', 'application_number').applicationNumber).toBe('20260079')
})
