import { describe, expect, test } from 'vitest'
import { createReader } from '../create-reader.ts'
import lines from './danger-lines.json' with { type: 'json' }

const reader = createReader({ version: 'none', lists: [], areas: [] })

describe.each(Object.entries(lines.told))('emergencies as people tell them: %s', (_kind, told) => {
  test.each(told)('%s', text => {
    expect(reader.danger(text)?.level).toBe('alarm')
  })
})

/** They may be asked about: what was, what is denied and what is feared. */
describe.each(Object.entries(lines.calm))('what only sounds like one raises no alarm: %s', (_kind, calm) => {
  test.each(calm)('%s', text => {
    expect(reader.danger(text)?.level).not.toBe('alarm')
  })
})
