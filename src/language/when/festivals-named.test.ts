import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import { createReader } from '../create-reader.ts'
import { item, smallCatalogue } from '../test/small-catalogue.ts'

const reader = createReader(
  smallCatalogue([
    item('黑芝麻汤圆', ['碗'], ['汤圆', '元宵']),
    item('腊八粥', ['碗']),
    item('猪肉大葱饺子', ['斤'], ['大葱饺子']),
    item('韭菜鸡蛋饺子', ['斤'], ['素饺子']),
  ]),
)
/** A Tuesday. */
const now = instant(Date.parse('2026-11-24T10:00:00+08:00'))
const read = (text: string) => {
  const { date, items } = reader.read(text, { language: 'zh-CN', now, open: null }).slots
  return [date, ...(items ?? []).map(({ id }) => id)]
}

test.each([
  ['元宵节汤圆两碗', ['2027-02-20', '黑芝麻汤圆']],
  ['元宵节那天一家一份元宵', ['2027-02-20', '黑芝麻汤圆']],
  ['元宵那天要两碗汤圆', ['2027-02-20', '黑芝麻汤圆']],
  ['订冬至的饺子 大葱的一斤 素的半斤', ['2026-12-22', '猪肉大葱饺子', '韭菜鸡蛋饺子']],
  ['腊八那天腊八粥四碗', ['2027-01-15', '腊八粥']],
  ['元宵两碗', [undefined, '黑芝麻汤圆']],
  ['腊八粥两碗', [undefined, '腊八粥']],
])('%s tells when, and which', (text, said) => expect(read(text)).toEqual(said))
