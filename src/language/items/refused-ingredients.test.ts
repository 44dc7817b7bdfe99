import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { Claims } from '../wishes/claims.ts'
import { findRefusedIngredients } from './refused-ingredients.ts'

function read(text: string, kept: boolean): readonly string[] {
  const folded = fold(text)
  const found = findRefusedIngredients(folded, new Claims(folded.dense.length))
  return found.filter(one => one.kept === kept).map(({ value }) => value)
}

test.each([
  ['葱姜一样都别给俺放', ['no_scallion', 'no_ginger']],
  ['除了蒜啥都能搁', ['no_garlic']],
  ['把香菜挑出去', ['no_cilantro']],
  ['葱去喽', ['no_scallion']],
  ['就是别有姜', ['no_ginger']],
  ['吃花生满身起疙瘩', ['no_peanut']],
  ['花生沾一点点就嘴肿', ['no_peanut']],
  ['不放花声 我过敏', ['no_peanut']],
  ['别搁江', ['no_ginger']],
  ['甭加堂', ['no_sugar']],
  ['雲吞走芫荽', ['no_cilantro']],
  ['大夫不让吃辣椒', ['no_spicy']],
  ['吾素不食花生', ['no_peanut']],
])('%s leaves out %j', (text, codes) => expect(read(text, false)).toEqual(codes))

test.each([
  ['蒜没事', ['no_garlic']],
  ['糖可以', ['no_sugar']],
  ['算了 都放香菜', ['no_cilantro']],
  ['不对，放糖', ['no_sugar']],
  ['garlic is fine', ['no_garlic']],
])('%s keeps %j', (text, codes) => expect(read(text, true)).toEqual(codes))

test.each(['不放心', '别放这儿', '打包带走花生'])('%s leaves nothing out', text => {
  expect(read(text, false)).toEqual([])
})

test.each(['不放香菜', '别放糖', '少放糖', '甭给俺搁姜'])('%s keeps nothing', text => {
  expect(read(text, true)).toEqual([])
})

test.each([
  ['西兰花别放蒜', 3, ['no_garlic']],
  ['那份羊肉别搁葱了', 2, ['no_scallion']],
  ['白菜甭撒辣椒，两份', 0, ['no_spicy']],
  ['别放葱爆羊肉', 2, []],
  ['不放花生酥了', 2, []],
])('%s leaves out %j, whatever a name was found in', (text, from, codes) => {
  const folded = fold(text)
  const claims = new Claims(folded.dense.length)
  const end = folded.dense.endsWith('了') ? folded.dense.length - 1 : folded.dense.length
  claims.claim({ from, to: end }, 'meal')
  expect(findRefusedIngredients(folded, claims).map(({ value }) => value)).toEqual(codes)
})
