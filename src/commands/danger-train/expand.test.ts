import { expect, test } from 'vitest'
import { expand } from './expand.ts'

const lists = new Map([['who', ['妈', '爸', '奶奶']]])

test('a line without choices is itself', () => {
  expect(expand('救命', lists, 0)).toEqual(['救命'])
})

test('each word of each choice and list is said', () => {
  const said = expand('{邻居|<who>}在{院里|屋里}{摔了|倒了}', lists, 7).join(' ')
  for (const word of ['邻居', '妈', '爸', '奶奶', '院里', '屋里', '摔了', '倒了']) expect(said).toContain(word)
})

test('two choices of one length meet in more than one way', () => {
  const said = expand('{一|二}{甲|乙|丙|丁}', lists, 0)
  expect(new Set(said).size).toBe(4)
  expect(said.filter(text => text.startsWith('一'))).toHaveLength(2)
})

test('an unknown list is named', () => {
  expect(() => expand('<whom>摔了', lists, 0)).toThrow('no list whom')
})
