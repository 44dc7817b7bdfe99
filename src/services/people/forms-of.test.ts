import { expect, test } from 'vitest'
import { formsOf } from './forms-of.ts'

test.each([
  ['王秀英', 82, 'zh-CN', ['王奶奶', '王爷爷', '王女士', '王先生']],
  ['王秀英', 66, 'zh-CN', ['王阿姨', '王叔叔', '王女士', '王先生']],
  ['歐陽文', null, 'zh-TW', ['歐陽奶奶', '歐陽爺爺', '歐陽女士', '歐陽先生']],
  ['Li Ming', 80, 'zh-CN', ['Mrs Ming', 'Mr Ming']],
] as const)('%s of %s is offered forms of address', (name, age, language, forms) => {
  expect(formsOf(name, age, language)).toEqual(forms)
})
