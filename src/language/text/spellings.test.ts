import { expect, test } from 'vitest'
import { plainly, spellings } from './spellings.ts'

test('a choice is every one of its words, and what is alike takes its place', () => {
  expect(spellings('(不|别)要', {})).toEqual(['不要', '别要'])
  expect(spellings('(少|)放点什么', { 什么: ['啥'] })).toEqual(['少放点什么', '少放点啥', '放点什么', '放点啥'])
})

test('text and words are put in the same characters, as long as they were', () => {
  expect(plainly('俺嘞饭甭送')).toBe('我的饭别送')
  expect(spellings('俺嘞饭', {})).toEqual(['我的饭'])
})
