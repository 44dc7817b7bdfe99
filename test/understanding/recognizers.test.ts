import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { instant } from '../../src/core/civil-time.ts'
import { createReader } from '../../src/language/create-reader.ts'
import { fold } from '../../src/language/text/fold.ts'
import { chinese } from '../../src/language/zh/pack.ts'

const value = z.object({ date: z.string().optional(), time: z.string().optional(), dateTime: z.string().optional() })
const whenSpecs = z.array(
  z.object({
    Input: z.string(),
    Context: z.object({ ReferenceDateTime: z.string() }),
    Results: z.array(z.object({ Value: z.object({ FutureResolution: value.optional() }).nullish() })),
  }),
)
const numberSpecs = z.array(
  z.object({
    Results: z.array(z.object({ Text: z.string(), Resolution: z.object({ value: z.string() }) })),
  }),
)
const reader = createReader({ version: 'none', lists: [], areas: [] })

/**
 * A yardstick from elsewhere, not a rule: the specs read lunar days as solar ones (除夕 is 31 December there), years of two
 * figures, and fractions and powers that nobody orders. The floors are what is reached; they only ever rise.
 */
test.each([
  ['DateParser', 23 / 30],
  ['HolidayParser', 21 / 34],
  ['DateTimeParser', 5 / 5],
  ['TimeParser', 14 / 14],
] as const)('of the days and times of %s, as many as before are read', (name, floor) => {
  const specs = whenSpecs.parse(load(name)).flatMap(({ Input, Context, Results }) => {
    const told = Results[0]?.Value?.FutureResolution
    const now = Context.ReferenceDateTime
    const date = told?.date ?? told?.dateTime?.slice(0, 10)
    const time = (told?.time ?? told?.dateTime?.slice(11))?.slice(0, 5)
    // Only what lies ahead: a day that is past is never ordered for.
    return told === undefined || (date !== undefined && date < now.slice(0, 10)) ? [] : [{ Input, now, date, time }]
  })
  const right = specs.filter(({ Input, now, date, time }) => {
    const open = { expects: ['date', 'time', 'period'], options: [], yesNo: false } as const
    const { slots } = reader.read(Input, { language: 'zh-CN', now: instant(Date.parse(`${now}+08:00`)), open })
    return (date === undefined || slots.date === date) && (time === undefined || slots.time === time)
  })
  tell(name, right.length, specs.length)
  expect(right.length / specs.length).toBeGreaterThanOrEqual(floor)
})

test('of the numbers of NumberModel, as many as before are read', () => {
  const specs = numberSpecs.parse(load('NumberModel')).flatMap(({ Results }) => {
    const [first] = Results
    return first !== undefined && Number.isFinite(Number(first.Resolution.value)) ? [first] : []
  })
  const right = specs.filter(({ Text, Resolution }) => {
    const { dense } = fold(Text)
    const number = chinese.numberAt(dense, 0)
    return number?.to === dense.length && Math.abs((number.value ?? Number.NaN) - Number(Resolution.value)) < 1e-6
  })
  tell('NumberModel', right.length, specs.length)
  expect(right.length / specs.length).toBeGreaterThanOrEqual(0.45)
})

function load(name: string): unknown {
  return JSON.parse(
    readFileSync(join(import.meta.dirname, 'recognizers', `${name}.json`), 'utf8').replace(/^\uFEFF/, ''),
  )
}

function tell(name: string, right: number, of: number): void {
  process.stdout.write(`${name}: ${right} of ${of}\n`)
}
