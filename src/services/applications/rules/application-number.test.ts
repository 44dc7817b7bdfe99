import { expect, test } from 'vitest'
import { isApplicationNumber, readApplicationNumber, sayApplicationNumber } from './application-number.ts'

test.each([
  ['ZZ410103202611210001015', true],
  ['ZZ410105202611140001022', true],
  ['ZZ410102202611190001039', true],
  ['ZZ410103202611210001016', false],
  ['ZZ410105202611140001202', false],
  ['ZZ41010520261114000102', false],
  ['410105202611140001022', false],
  ['', false],
])('%s is a number: %s', (number, fits) => {
  expect(isApplicationNumber(number)).toBe(fits)
})

test('of any number one last digit fits, and no other', () => {
  for (const body of ['41010520261210000123', '00000000000000000000', '99999999999999999999']) {
    const fitting = Array.from({ length: 10 }, (_, digit) => `ZZ${body}${digit}`).filter(isApplicationNumber)
    expect(fitting).toHaveLength(1)
  }
})

test.each([
  'zz 4101 0520 2611 1400 0102 2',
  'ZZ-410105-20261114-000102-2',
  'ＺＺ410105202611140001022',
  '4101 0520 2611 1400 0102 2',
])('spaces, hyphens, case and missing letters do not matter: %s', said => {
  expect(readApplicationNumber(said)).toBe('ZZ410105202611140001022')
})

test('a number is said in groups of four, and read back as it was', () => {
  const said = sayApplicationNumber('ZZ410105202611140001022')
  expect(said).toBe('ZZ 4101 0520 2611 1400 0102 2')
  expect(readApplicationNumber(said)).toBe('ZZ410105202611140001022')
})
