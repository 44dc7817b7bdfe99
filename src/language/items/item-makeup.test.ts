import { expect, test } from 'vitest'
import { item, smallCatalogue } from '../test/small-catalogue.ts'
import { fold } from '../text/fold.ts'
import { indexItems } from './item-index.ts'
import { findByMakeup, indexMakeup } from './item-makeup.ts'

const dishes = ['地三鲜', '鲜肉馄饨', '窝窝头', '粉蒸排骨', '八宝粥', '清蒸鲈鱼', '红烧鲤鱼', '汤圆', '凉皮']
const index = indexMakeup(indexItems(smallCatalogue(dishes.map(name => item(name)))))

function dishIn(text: string): string | null {
  const found = findByMakeup(fold(text).dense, index, () => true)
  return found?.meaning.kind === 'item' ? found.meaning.item.id : null
}

test.each([
  ['洋芋青椒跟茄子烩的', '地三鲜'],
  ['皮薄 里头有馅带汤的', '鲜肉馄饨'],
  ['棒子面捏的有个眼儿', '窝窝头'],
  ['裹着米粉上笼的', '粉蒸排骨'],
  ['红豆红枣花生熬的', '八宝粥'],
  ['鱼不要红烧的 上笼的', '清蒸鲈鱼'],
  ['糯米团成圆的', '汤圆'],
])('%s tells of %s', (text, id) => expect(dishIn(text)).toBe(id))

test.each(['鱼', '蒸的那个', '面条', '不是馅的 有汤的'])('%s tells of none', text => expect(dishIn(text)).toBeNull())
