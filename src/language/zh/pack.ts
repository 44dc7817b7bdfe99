import type { Pack } from '../pack.ts'
import { dates } from './dates.ts'
import { numberAt } from './numbers.ts'
import signs from './signs.json' with { type: 'json' }
import { times } from './times.ts'
import words from './words.json' with { type: 'json' }

export const chinese: Pack = {
  words: { ...words, ...signs },
  numberAt,
  dates,
  times,
}
