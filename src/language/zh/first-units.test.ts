import { expect, test } from 'vitest'
import { firstUnits } from './first-units.ts'

test.each([
  [/今天|明(?:天|儿)/, '今明'],
  [/(?:这个?|本)?周/, '这本周'],
  [/(?<![过年])[二三]?十[一-三]?/, '二三十'],
  [/([0-3]{1,2})月(?=初)/, '0123'],
])('%s may begin with %s', (pattern, units) => expect([...(firstUnits(pattern) ?? [])].join('')).toBe(units))

test.each([/[^月]号/, /.天/, /(?:明)?/])('%s may begin with anything', pattern =>
  expect(firstUnits(pattern)).toBeNull(),
)
