import { describe, expect, test } from 'vitest'
import type { Danger } from '../../core/alarm.ts'
import { dangerLevel, dangerLevelInDoubt } from './danger-level.ts'
import type { Ruled } from './danger-rules.ts'

const LIMITS = { alarm: 1, safety: -3, sign: -1, apart: 0, covered: 2, check: 0 }
const ruled = (level: Danger['level'], part: Partial<Ruled> = {}): Ruled => ({
  danger: { classes: ['fall'], level, silent: false },
  standing: 'sign',
  covered: false,
  ...part,
})

test.each([
  ['a cry for help is an alarm whatever the score', ruled('alarm', { standing: 'cry' }), -20, 'alarm'],
  ['a safety word is an alarm against much', ruled('alarm', { standing: 'safety' }), -3, 'alarm'],
  ['a safety word is asked about against more', ruled('alarm', { standing: 'safety' }), -3.1, 'check'],
  ['a sign that the score speaks against is asked about', ruled('alarm'), -1.1, 'check'],
  ['a sign that it does not speak against is an alarm', ruled('alarm'), -1, 'alarm'],
  ['a doubtful sign is asked about', ruled('check'), 0.9, 'check'],
  ['a doubtful sign that it speaks for is an alarm', ruled('check'), 1, 'alarm'],
  ['what is denied is asked about', ruled('check', { covered: true }), 1.9, 'check'],
  ['what is denied beside much that is not is an alarm', ruled('check', { covered: true }), 2, 'alarm'],
  ['without a sign the score alone raises it', null, 1, 'alarm'],
  ['or asks', null, 0, 'check'],
  ['or is silent', null, -0.1, null],
] as const)('%s', (_, rules, score, level) => {
  expect(dangerLevel({ ruled: rules, score }, () => [], LIMITS)).toBe(level)
})

test('what a sentence raises alone, an order beside it does not turn into a question', () => {
  const whole = { ruled: ruled('alarm'), score: -5 }
  const order = { ruled: null, score: -9 }
  expect(dangerLevel(whole, () => [order, { ruled: ruled('alarm'), score: 0 }], LIMITS)).toBe('alarm')
  expect(dangerLevel(whole, () => [order, { ruled: ruled('alarm'), score: -0.1 }], LIMITS)).toBe('check')
})

describe('a second opinion', () => {
  const levelOf = (rules: Ruled | null, score: number, lead: number) =>
    dangerLevelInDoubt(
      { ruled: rules, score },
      () => [],
      LIMITS,
      () => lead,
    )

  test.each([
    ['raises what was nearly raised', null, 0.8, 2, 'alarm'],
    ['asks about what was nearly silent', null, -0.5, 2, 'check'],
    ['asks about what was hardly raised', null, 1.2, -2, 'check'],
    ['turns a sign that was hardly raised into a question', ruled('alarm'), -0.8, -2, 'check'],
    ['raises a sign that was nearly raised', ruled('alarm'), -1.2, 2, 'alarm'],
    ['however firm moves little', null, 2.2, -50, 'alarm'],
    ['however firm raises little', null, -1.2, 50, null],
    ['raises nothing that is denied', ruled('check', { covered: true }), 1.5, 50, 'check'],
    ['never takes back a cry for help', ruled('alarm', { standing: 'cry' }), -9, -50, 'alarm'],
  ] as const)('%s', (_, rules, score, lead, level) => {
    expect(levelOf(rules, score, lead)).toBe(level)
  })

  test('is not asked for where it could change nothing', () => {
    const never = () => {
      throw new Error('asked')
    }
    for (const [rules, score] of [
      [null, -3],
      [null, 3],
      [ruled('alarm'), 2],
      [ruled('alarm', { standing: 'cry' }), -9],
    ] as const)
      expect(() => dangerLevelInDoubt({ ruled: rules, score }, () => [], LIMITS, never)).not.toThrow()
  })
})
