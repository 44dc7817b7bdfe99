import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { times } from './times.ts'

const read = (text: string) => times(fold(text).dense).map(({ hour, minute }) => [hour, minute])

test.each([
  ['3pm', 15, 0],
  ['9:30 am', 9, 30],
  ['12 am', 0, 0],
  ['at 10', 10, 0],
  ['5 o’clock', 5, 0],
  ['half past nine', 9, 30],
  ['half six', 6, 30],
  ['quarter to nine', 8, 45],
  ['ten thirty', 10, 30],
  ['seven in the morning', 7, 0],
  ['about 8 at night', 8, 0],
])('%s is %i:%i', (text, hour, minute) => expect(read(text)).toEqual([[hour, minute]]))

test.each(['two bowls', 'at 138 0000 1234', 'half past', 'at 2026-11-25', ''])('%j is no time of day', text => {
  expect(read(text)).toEqual([])
})
