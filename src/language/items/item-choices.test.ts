import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import type { SlotType } from '../../core/reading.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(
  smallCatalogue(
    [
      item('羊肉烩面', ['碗'], ['烩面']),
      item('炸酱面', ['碗']),
      item('胡辣汤', ['碗']),
      item('豆腐脑', ['碗']),
      item('小米粥', ['碗']),
      item('八宝粥', ['碗']),
      item('醋溜白菜', ['份'], ['白菜']),
      item('红烧茄子'),
      item('麻婆豆腐'),
      item('糖醋里脊', ['份'], ['里脊']),
      item('梅菜扣肉', ['份'], ['扣肉']),
      item('红烧狮子头', ['个'], ['狮子头']),
      item('蒜蓉西兰花', ['份'], ['西兰花']),
      item('馒头', ['个'], ['馍']),
      item('米饭', ['碗']),
    ],
    [item('陪同就医', ['次'], ['陪诊']), item('上门理发', ['次'], ['理发'])],
  ),
)
const now = instant(Date.parse('2026-12-08T09:00:00+08:00'))

function slotsOf(text: string, expects: readonly SlotType[]) {
  const open = expects.length === 0 ? null : { expects, options: [], yesNo: expects.includes('yesno') }
  return reader.read(text, { language: 'zh-CN', now, open }).slots
}

/** What is wanted, and what is to go. */
function wanted(text: string, ...expects: SlotType[]): string {
  const { items = [], removeItems = [] } = slotsOf(text, expects)
  const named = items.map(({ id, quantity }) => (quantity === null ? id : `${id}×${quantity}`))
  return [...named, ...removeItems.map(({ id }) => `-${id}`)].join(' ')
}

test.each([
  // Asked for only now, it was never ordered.
  ['一碗烩面 哦对了不要烩面了 换成炸酱面', '炸酱面'],
  ['来碗胡辣汤，哎胡辣汤不要了，换豆腐脑', '豆腐脑'],
  ['俩馒头 不是馒头是茄子', '红烧茄子×2'],
  ['扣肉一份 茄子一份 去掉茄子', '梅菜扣肉×1'],
  ['扣肉一份 茄子一份 茄子家里有', '梅菜扣肉×1'],
  ['扣肉和馒头各一份 馒头家里还有', '梅菜扣肉×1'],
  // Something is said against it.
  ['来碗胡辣汤 老伴说辣 那豆腐脑', '豆腐脑'],
  ['来碗胡辣汤 闺女嫌辣 那来豆腐脑', '豆腐脑'],
  ['要个扣肉 医生说油 那就白菜吧', '醋溜白菜'],
  ['里脊吧 怕甜 那狮子头', '红烧狮子头'],
  ['八宝粥有没有 甜吧 那小米粥', '小米粥'],
  ['扣肉肥不肥 那要里脊', '糖醋里脊'],
  ['不要白菜 天天白菜 来份茄子', '红烧茄子×1 -醋溜白菜'],
  ['老是吃馒头 来碗米饭', '米饭'],
  ['又是白菜 来个茄子吧', '红烧茄子×1'],
  ['顿顿都是烩面 来碗胡辣汤', '胡辣汤'],
  ['上顿吃的扣肉 这顿来个茄子', '红烧茄子'],
  ['昨天刚吃了烩面 今天炸酱面', '炸酱面'],
  // Nothing is said against it.
  ['有茄子没 有啊 那茄子一份', '红烧茄子×1'],
  ['胡辣汤一碗，老伴怕辣，别放辣椒，再来俩馒头', '胡辣汤×1 馒头×2'],
  // What is not eaten is another thing.
  ['麻婆豆腐 俺吃不了花椒', '麻婆豆腐'],
  ['烩面一碗 他不能吃羊油', '羊肉烩面×1'],
  ['明天陪我去抽血 不能吃饭 得空着肚子', '陪同就医'],
  ['扣肉不能吃了 换烩面', '羊肉烩面'],
])('%s wants %s', (text, items) => {
  const read = wanted(text).replaceAll('×1', '')
  expect(read).toBe(items.replaceAll('×1', ''))
})

test.each([
  ['米饭去了换俩馒头', '馒头×2 -米饭'],
  ['把米饭去掉换三个馍', '馒头×3 -米饭'],
  ['米饭退了来碗胡辣汤', '胡辣汤 -米饭'],
  ['扣肉撤了上份茄子', '红烧茄子 -梅菜扣肉'],
  ['里脊拿掉换豆腐脑', '豆腐脑 -糖醋里脊'],
  ['不要米饭两个馒头', '馒头×2 -米饭'],
  ['不要烩面了 换成炸酱面', '炸酱面 -羊肉烩面'],
])('before it is confirmed %s wants %s', (text, items) =>
  expect(wanted(text, 'yesno').replaceAll('×1', '')).toBe(items),
)

test.each([
  ['烩面 我想想 炸酱面', '炸酱面'],
  ['烩面 让俺再想想 炸酱面吧', '炸酱面'],
])('asked for a dish, %s is %s', (text, items) => expect(wanted(text, 'items')).toBe(items))

test.each([
  ['烩面一碗 别放香菜 哎放吧放吧', undefined],
  ['烩面一碗 不放香菜 算了放点吧', undefined],
  ['烩面一碗 别放葱 嗯还是放吧', undefined],
  ['烩面不要香菜 哦他爱吃香菜 放', undefined],
  ['烩面一碗 别放葱 多放醋', ['no_scallion', 'more_vinegar']],
  ['西兰花别放蒜 一份', ['no_garlic']],
])('in %s stays out %j', (text, dietary) => expect(slotsOf(text, []).dietary).toEqual(dietary))
