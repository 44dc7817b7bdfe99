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
    [item('上门理发', ['次'], ['理发', '理个发'])],
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
  ['我来碗烩面，老伴也是', '羊肉烩面×2'],
  ['来碗烩面，老伴也来一碗', '羊肉烩面×2'],
  ['我来一碗烩面，老伴也来一碗', '羊肉烩面×2'],
  ['我要一份黄焖鸡，老张也要', '黄焖鸡×2'],
  ['我要一份黄焖雞，老張同樣', '黄焖鸡×2'],
  ['我要一份黄焖鸡，老李也一样，老王也一样', '黄焖鸡×3'],
  ['俺要碗小米粥，俺嫂子要胡辣汤。她又说不喝胡辣汤了，跟俺一样', '小米粥×2'],
  ['胡辣汤一碗馒头俩，老头子也一样', '胡辣汤×2 馒头×3'],
  ['俩人都要烩面', '羊肉烩面×2'],
  ['我跟老伴都吃烩面', '羊肉烩面×2'],
  ['仨人都喝小米粥', '小米粥×3'],
  ['理发 俩人都剃', '上门理发×2'],
  ['理发，我跟老头都理', '上门理发×2'],
  ['我一碗烩面 老周两碗烩面', '羊肉烩面×3'],
  // So many are meant already, or nobody was named.
  ['胡辣汤一碗，跟昨天一样', '胡辣汤×1'],
  ['胡辣汤一碗，他也要，两碗', '胡辣汤×2'],
  ['烩面两碗 不对三碗 我外甥也来', '羊肉烩面×3'],
  ['烩面一碗 两碗 他也吃', '羊肉烩面×2'],
  ['我们都爱吃烩面', '羊肉烩面×1'],
  ['早上都喝小米粥', '小米粥×1'],
])('%s comes to %s', (text, counts) => expect(countsIn(text)).toBe(counts))
