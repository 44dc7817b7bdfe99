import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberAt } from './numbers.ts'

test.each([
  ['12', 12],
  ['3.5', 3.5],
  ['一', 1],
  ['两', 2],
  ['俩', 2],
  ['仨', 3],
  ['半', 0.5],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['三十五', 35],
  ['一百二', 120],
  ['一百零二', 102],
  ['一百二十三', 123],
  ['一千五', 1_500],
  ['两千零八', 2_008],
  ['两万三', 23_000],
  ['一万两千', 12_000],
  ['幺三八', 138],
  ['一九四二', 1942],
  ['二零二六', 2026],
  ['十来', 10],
])('%s is %d', (text, value) => {
  expect(numberAt(text, 0)).toMatchObject({ value, to: text.length })
})

test('two neighbours are a guess, not a number', () => {
  expect(numberAt('两三个', 0)).toMatchObject({ value: null, to: 2 })
})

test('两 behind a number is the weight', () => {
  expect(numberAt('二两', 0)).toMatchObject({ value: 2, to: 1 })
})

test('other words are none', () => {
  for (const text of ['', '饭', '个', 'a']) expect(numberAt(text, 0)).toBeNull()
})

test('every number up to 99,999 is read back from its words', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), value => {
      expect(numberAt(inWords(value), 0)?.value).toBe(value)
    }),
  )
})

function inWords(value: number): string {
  const figures = '零一二三四五六七八九'
  if (value < 10) return figures.charAt(value)
  const [unit, name] = (
    [
      [10_000, '万'],
      [1_000, '千'],
      [100, '百'],
      [10, '十'],
    ] as const
  ).find(([size]) => value >= size) ?? [10, '十']
  const rest = value % unit
  const zero = rest > 0 && rest < unit / 10 ? '零' : ''
  return `${inWords(Math.floor(value / unit))}${name}${zero}${rest === 0 ? '' : inWords(rest)}`
}
