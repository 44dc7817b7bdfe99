import { expect, onTestFinished, test } from 'vitest'
import { TEST_SECRET, testDatabase } from '../database.ts'
import { databaseLine } from '../database-line.ts'
import { startDeskProcess } from '../desk-process.ts'

test('asked to end while its database is away, the desk ends well all the same', async () => {
  const database = await testDatabase('postgres')
  onTestFinished(() => database.close())
  const line = await databaseLine(database.url ?? '')
  const SECRET_KEY = Buffer.from(TEST_SECRET).toString('base64')
  const desk = await startDeskProcess({ env: { DATABASE_URL: line.url, SECRET_KEY, SEED: 'none' } })
  await line.close()
  expect(await desk.stop(), desk.output()).toBe(0)
})
