import { beforeEach, describe, expect, test } from 'vitest'
import { type Instant, instant } from '../../core/civil-time.ts'
import { type BackPressure, backPressure } from './back-pressure.ts'

let now: Instant
let pressure: BackPressure
const pass = (ms: number) => {
  now = instant(now + ms)
}
const turn = (events: number, waitMs: number) => pressure.turned(Array.from({ length: events }, () => waitMs))
/** A turn of 100 every 100 ms. */
function turnAThousandASecond(waitMs: number): void {
  for (let nth = 0; nth < 25; nth++) {
    pass(100)
    turn(100, waitMs)
  }
}

beforeEach(() => {
  now = instant(1_000_000)
  pressure = backPressure(() => now)
})

describe('whoever comes', () => {
  test('is welcome before the first turn, and while turns keep up', () => {
    expect(pressure.refusal(1)).toBeNull()
    turnAThousandASecond(1_999)
    expect(pressure.refusal(1)).toBeNull()
  })

  test('is welcome after a small turn, however long somebody in it had waited', () => {
    turn(31, 60_000)
    expect(pressure.refusal(1)).toBeNull()
  })

  test('is welcome where one of a turn had waited long, and the others had not', () => {
    pressure.turned([60_000, ...Array.from({ length: 40 }, () => 20)])
    expect(pressure.refusal(1)).toBeNull()
  })

  test('is asked to come again when half of a turn had waited long, and is welcome as soon as turns keep up again', () => {
    turnAThousandASecond(2_000)
    expect(pressure.refusal(1)).toBe(3)
    turn(100, 300)
    expect(pressure.refusal(1)).toBe(3)
    turn(100, 299)
    expect(pressure.refusal(1)).toBeNull()
    turn(100, 1_999)
    expect(pressure.refusal(1)).toBeNull()
  })

  test('is welcome when no turn has been for a while: nobody waits for one', () => {
    turnAThousandASecond(2_000)
    pass(3_001)
    expect(pressure.refusal(1)).toBeNull()
  })
})

test('those who are refused come again one after the other, no more a second than there will be room for', () => {
  turnAThousandASecond(2_000)
  const asked = Array.from({ length: 4_000 }, () => pressure.refusal(1) ?? 0)
  const bySecond = Map.groupBy(asked, seconds => seconds)
  expect(Math.min(...bySecond.keys())).toBe(3)
  for (const [seconds, those] of bySecond) expect(those.length, `after ${seconds} s`).toBeLessThanOrEqual(401)
  expect(asked).toEqual(asked.toSorted((a, b) => a - b))
})

test('nobody is asked to wait longer than a minute', () => {
  turnAThousandASecond(2_000)
  const asked = Array.from({ length: 100_000 }, () => pressure.refusal(1) ?? 0)
  expect(Math.max(...asked)).toBe(60)
})
