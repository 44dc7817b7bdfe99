import { describe, expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { findDanger } from './danger.ts'
import lines from './danger-lines.json' with { type: 'json' }

describe.each(Object.entries(lines.told))('emergencies as people tell them: %s', (_kind, told) => {
  test.each(told)('%s', text => {
    expect(findDanger(fold(text))?.level).toBe('alarm')
  })
})

/** They may be asked about: what was, what is denied and what is feared. */
describe.each(Object.entries(lines.calm))('what only sounds like one raises no alarm: %s', (_kind, calm) => {
  test.each(calm)('%s', text => {
    expect(findDanger(fold(text))?.level).not.toBe('alarm')
  })
})
