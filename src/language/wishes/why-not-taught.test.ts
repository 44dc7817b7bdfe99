import { expect, test } from 'vitest'
import { whyNotTaught } from './why-not-taught.ts'

test.each([
  ['糊辣汤', 'alias', null],
  ['肚里没食儿了', 'example', null],
  ['my tummy rumbles', 'example', null],
  ['面', 'alias', 'length'],
  ['好吃'.repeat(31), 'example', 'length'],
  ['救命', 'alias', 'danger'],
  ['我没摔倒', 'example', 'danger'],
  ['取消', 'example', 'answer'],
  ['人工', 'alias', 'answer'],
  ['第二个', 'alias', 'answer'],
  ['12.5', 'alias', 'answer'],
  ['好的', 'example', 'answer'],
  ['打13812345678', 'example', 'personal'],
  ['我叫王秀英', 'example', 'personal'],
  ['给我个', 'alias', 'common'],
  ['明天', 'alias', 'common'],
  ['麻烦您', 'alias', 'common'],
] as const)('%s as %s: %s', (words, kind, why) => {
  expect(whyNotTaught(words, kind)).toBe(why)
})
