import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Tx } from '../../../db/database.ts'
import { contact } from '../../../db/schema/index.ts'
import { demoContactId } from '../../../db/seed/people.ts'
import { eq } from '../../../db/sql.ts'
import { ENGINES, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { loadPeople, openProfiles } from './load-people.ts'

describe.each(ENGINES)('somebody who was looked up lately, on %s', engine => {
  const id = demoContactId('P001')
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
  })
  afterAll(() => database.close())

  const addressOn = async (tx: Tx) => (await loadPeople(database.vault, tx, [id])).get(id)?.address

  async function move(tx: Tx, address: string): Promise<void> {
    const known = (await openProfiles(database.vault, tx, [id])).get(id)
    const key = (await database.vault.keys(tx, [id])).get(id)
    if (!known || !key) throw new Error('nobody there')
    const profile = database.vault.seal(key, { ...known.profile, address })
    await tx.update(contact).set({ profile }).where(eq(contact.id, id))
  }

  test('is seen as every statement leaves them, also within one transaction', async () => {
    const seen = await database.transaction(async tx => {
      const addresses: (string | undefined)[] = []
      for (const address of ['花园路1号', '花园路2号', '花园路3号']) {
        await move(tx, address)
        addresses.push(await addressOn(tx))
      }
      return addresses
    })
    expect(seen).toEqual(['花园路1号', '花园路2号', '花园路3号'])
    expect(await addressOn(database.db)).toBe('花园路3号')
  })

  test('is as before when what was written is rolled back', async () => {
    const before = await addressOn(database.db)
    const failing = database.transaction(async tx => {
      await move(tx, '中州大道9号')
      expect(await addressOn(tx)).toBe('中州大道9号')
      throw new Error('taken back')
    })
    await expect(failing).rejects.toThrow('taken back')
    expect(await addressOn(database.db)).toBe(before)
  })

  test('is not there any more without a profile', async () => {
    await database.db.update(contact).set({ profile: null }).where(eq(contact.id, id))
    expect(await addressOn(database.db)).toBeUndefined()
  })
})
