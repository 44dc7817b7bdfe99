import { expect, onTestFinished, test } from 'vitest'
import { parseCivilDate } from '../../src/core/civil-time.ts'
import { createShelf } from '../../src/desk/shelf.ts'
import { createTrades } from '../../src/trades.ts'
import { testDatabase } from '../database.ts'

test('questions can name the dishes and the streets on file, and waits know the working days', {
  timeout: 60_000,
}, async () => {
  const database = await testDatabase('postgres', { seed: 'demo' })
  onTestFinished(() => database.close())
  const trades = createTrades({ vault: database.vault, tell: async () => {} })
  const { named, workday } = (await createShelf(database.db, trades)).book()
  expect(named('dishes', 'D015')).toMatchObject({ 'zh-CN': '馒头' })
  expect(named('areas', '410105006')?.['zh-CN']).toBe('金水区南阳路街道')
  expect(named('areas', '000000000')).toBeNull()
  expect(named('drinks', 'D015')).toBeNull()
  const worked = ['2026-10-01', '2026-10-10', '2027-01-02', '2027-01-04'].map(text => {
    const date = parseCivilDate(text)
    return date && workday(date)
  })
  expect(worked).toEqual([false, true, false, true])
})
