import { describe, expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { leadingYesNo, leaningYesNo, wholeYesNo } from './yes-no.ts'

const whole = (text: string) => wholeYesNo(fold(text).dense)
const leading = (text: string, options: readonly (readonly string[])[] = []) =>
  leadingYesNo(
    fold(text),
    options.map(said => () => said),
  )

describe('whole replies', () => {
  test.each([
    ...[
      '是',
      '对',
      '對',
      '好',
      '行',
      '中',
      '可中',
      '中中',
      '得劲',
      '管',
      '可以',
      '要',
      '嗯',
      '成',
      '要得',
      'ok',
      'Yes',
      '没错',
      '沒錯',
    ],
    ...[
      '好的',
      '是的呀',
      '中啊',
      '对对对',
      '嗯嗯',
      '好的好的',
      '没问题',
      '要吧',
      'yes please',
      "that's right",
      '嗯，好',
      '妥了',
      '记吧',
      '登记吧',
    ],
  ])('%s is yes', text => expect(whole(text)).toBe('yes'))

  test.each([
    ...['不', '不是', '不对', '不對', '不行', '不中', '不管', '不要', '别', '木有', 'no', '不用了', '不要了', '不需要'],
    ...['差着嘞', '哪是呀', '弄拧了', '先不弄', '不登记了', '不记了', '甭记了'],
    ...['不中啊', '不不不', '算了吧', '不了', 'no thanks', 'nope', '甭', '嗯，不要'],
  ])('%s is no', text => expect(whole(text)).toBe('no'))

  test.each([
    '不得劲',
    '不记得了',
    '是不是',
    '好不好',
    '要不',
    '要不明天',
    '中牟',
    '中午',
    '对面那家',
    '好吃',
    '不要辣',
    '没摔倒',
    '明天',
    '两份',
    '',
  ])('%s is neither', text => expect(whole(text)).toBeNull())
})

describe('a reply that goes on', () => {
  test.each([
    ['对，两份', 'yes'],
    ['好 明天中午', 'yes'],
    ['不对，要三份', 'no'],
    ['不中 改天', 'no'],
    ['yes, two please', 'yes'],
  ])('%s begins with %s', (text, yesNo) => expect(leading(text)).toBe(yesNo))

  test('an option of yes or no in front counts as it', () => {
    expect(leading('1 再要俩馍', [['对'], ['不对']])).toBe('yes')
    expect(leading('2，要三份', [['对'], ['不对']])).toBe('no')
    expect(leading('1 再要俩馍', [['红烧肉'], ['粉蒸肉']])).toBeNull()
  })

  test.each(['红烧肉，对', '不要辣，少盐', '中午'])('%s does not', text => expect(leading(text)).toBeNull())
})

test.each([
  ['甭急 让我想想啊，嗯，要', 'yes'],
  ['都商量半天了，不要', 'no'],
  ['你念的我听着对，就这么定', 'yes'],
  ['甭问啦，都依你', 'yes'],
  ['等我问问闺女，好吧', null],
  ['问我老伴去，我不管', null],
])('%s, where no answer was ready, ends in %s', (text, yesNo) => expect(leaningYesNo(fold(text), true)).toBe(yesNo))

test.each([
  ['别记我的电话', 'no'],
  ['我不登记 你们老是问', 'no'],
  ['容我再想一想，暂且不订。', 'no'],
  ['先别弄 俺再想想', 'no'],
  ['且慢，先不下单', 'no'],
  ['暂时不订，等闺女回来', 'no'],
  ['先甭下单，俺问问闺女', 'no'],
  ['先放一放', 'no'],
  ['暂不下单', 'no'],
  ['先不忙，我再想想', null],
  ['我不记得门牌了', null],
])('asked whether something may be kept, %s is %s', (text, yesNo) => expect(leaningYesNo(fold(text))).toBe(yesNo))
