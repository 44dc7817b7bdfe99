import { expect, test } from 'vitest'
import { isOperatorPass, operatorPass } from './operator-pass.ts'

const KEY = new Uint8Array(32).fill(9)
const path = '/operator/people/01900000-0000-7000-8000-000000000001/erase'
const ASKED = { path, body: '{}' }
const NOW = Date.parse('2026-11-24T01:30:00Z')
const MINUTE = 60_000
const good = operatorPass(KEY, ASKED, NOW)
const [, mac = ''] = good.split('.')

test('a pass opens its own request for a minute, with the clocks a minute apart either way', () => {
  expect(good).toMatch(/^Operator \d+\.[0-9a-f]{64}$/)
  for (const now of [NOW, NOW + MINUTE, NOW - MINUTE]) expect(isOperatorPass(KEY, ASKED, good, now)).toBe(true)
})

test.each([
  ['signed with another key', operatorPass(new Uint8Array(32).fill(8), ASKED, NOW)],
  ['for another path', operatorPass(KEY, { ...ASKED, path: `${path}/more` }, NOW)],
  ['for the path with another person', operatorPass(KEY, { ...ASKED, path: path.replace('0001/', '0002/') }, NOW)],
  ['for another body', operatorPass(KEY, { ...ASKED, body: '{"role":"administrator"}' }, NOW)],
  ['older than a minute', operatorPass(KEY, ASKED, NOW - MINUTE - 1)],
  ['from more than a minute ahead', operatorPass(KEY, ASKED, NOW + MINUTE + 1)],
  ['of another time than was signed', `Operator ${NOW + 1}.${mac}`],
  ['cut short', good.slice(0, -1)],
  ['longer than it should be', `${good}0`],
  ['in capitals', `Operator ${NOW}.${mac.toUpperCase()}x`],
  ['of one wrong digit', good.replace(/.$/, last => (last === '0' ? '1' : '0'))],
  ['with a time that is no number', `Operator NaN.${mac}`],
  ['with a negative time', `Operator -1.${mac}`],
  ['without a time', `Operator .${mac}`],
  ['of two lines', `x\n${good}`],
  ['as a bearer', good.replace('Operator', 'Bearer')],
  ['empty', ''],
  ['missing', undefined],
])('a pass that is %s opens nothing', (_, header) => {
  expect(isOperatorPass(KEY, ASKED, header, NOW)).toBe(false)
})
