import { expect, test } from 'vitest'
import { twoNearest } from './nearest.ts'
import { priceOf, priceOfDishes } from './price.ts'

test.each([
  [1800, 100, 300, 1600],
  [1400, 0, 140, 1260],
  [400, 100, 400, 100],
  [1800, 0, 1500, 300],
])('dishes %i, delivery %i, subsidy %i: due %i fen', (price, delivery, subsidy, due) => {
  expect(priceOf(price, delivery, subsidy).dueFen).toBe(due)
})

test('exactly 100 yuan is not asked twice, one fen more is', () => {
  expect(priceOf(10_000, 0, 0).twice).toBe(false)
  expect(priceOf(10_001, 0, 0).twice).toBe(true)
})

test('dishes are added up by quantity', () => {
  const lines = [
    { dish: 'D042', quantity: 2, priceFen: 1500 },
    { dish: 'D015', quantity: 3, priceFen: 100 },
  ]
  expect(priceOfDishes(lines)).toBe(3300)
})

test('in place of a dish the same kind comes first, then the nearest price', () => {
  const dish = (code: string, category: string, priceFen: number) => ({ code, category, priceFen })
  const menu = [
    dish('rice', 'staple', 1500),
    dish('tofu', 'dish', 800),
    dish('ball', 'dish', 1200),
    dish('beef', 'dish', 1600),
  ]
  expect(twoNearest(dish('pork', 'dish', 1500), menu).map(one => one.code)).toEqual(['beef', 'ball'])
  expect(twoNearest(dish('rice', 'staple', 1500), menu.slice(0, 2)).map(one => one.code)).toEqual(['tofu'])
})
