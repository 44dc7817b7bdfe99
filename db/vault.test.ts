import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SettingError } from '../src/core/errors.ts'
import { branded, type ContactId, newId } from '../src/core/ids.ts'
import { ENGINES, TEST_SECRET, type TestDatabase, testDatabase } from '../test/database.ts'
import { contact, dataKey } from './schema/index.ts'
import { SealingKey } from './sealing.ts'
import { eq } from './sql.ts'
import { openVault, type PersonKey, type Vault } from './vault.ts'

const NEW_SECRET = new Uint8Array(32).fill(8)

async function addPerson(database: TestDatabase, vault: Vault): Promise<{ id: ContactId; key: PersonKey }> {
  const id = newId<ContactId>()
  const { key, row } = vault.create(id)
  await database.db.insert(contact).values({ id })
  await database.db.insert(dataKey).values(row)
  return { id, key }
}

describe.each(ENGINES)('%s', engine => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await testDatabase(engine)
  })
  afterEach(() => database.close())

  const keyOf = async (vault: Vault, id: ContactId) => {
    const key = (await vault.keys(database.db, [id])).get(id)
    if (!key) throw new Error('no key')
    return key
  }

  test('what was sealed opens again through the stored key, in another process too', async () => {
    const ann = await addPerson(database, database.vault)
    const sealed = database.vault.seal(ann.key, { name: '王秀兰' })
    expect(database.vault.open(await keyOf(database.vault, ann.id), sealed)).toEqual({ name: '王秀兰' })
    const elsewhere = await openVault(database, { current: TEST_SECRET })
    expect(elsewhere.open(await keyOf(elsewhere, ann.id), sealed)).toEqual({ name: '王秀兰' })
  })

  test('one query brings the keys of many, each once, and the erased are missing', async () => {
    const people = [await addPerson(database, database.vault), await addPerson(database, database.vault)]
    const nobody = newId<ContactId>()
    const ids = people.map(person => person.id)
    const keys = await database.vault.keys(database.db, [...ids, nobody, ...ids])
    expect([...keys.keys()].toSorted()).toEqual(ids.toSorted())
    expect((await database.vault.keys(database.db, [])).size).toBe(0)
  })

  test('an erased person is forgotten everywhere within five minutes', async () => {
    let now = 0
    const vault = await openVault(database, { current: TEST_SECRET }, () => now)
    const ann = await addPerson(database, vault)
    await keyOf(vault, ann.id)
    await database.db.delete(dataKey).where(eq(dataKey.contactId, ann.id))
    now = 5 * 60_000
    expect((await vault.keys(database.db, [ann.id])).size).toBe(0)
  })

  test('a key moved to another person’s row does not open', async () => {
    const [ann, bob] = [await addPerson(database, database.vault), await addPerson(database, database.vault)]
    const [row] = await database.db.select().from(dataKey).where(eq(dataKey.contactId, ann.id))
    if (!row) throw new Error('no row')
    await database.db.update(dataKey).set({ wrapped: row.wrapped }).where(eq(dataKey.contactId, bob.id))
    await expect(database.vault.keys(database.db, [bob.id])).rejects.toThrow()
  })

  test('SECRET_KEY can be changed: old values open, hashes and signatures stay, then the old key is not needed', async () => {
    const ann = await addPerson(database, database.vault)
    const sealed = database.vault.seal(ann.key, 'x')
    const before = [database.vault.hash('address', 'U1'), database.vault.signingKey('chat')]
    const both = await openVault(database, { current: NEW_SECRET, old: TEST_SECRET })
    expect(both.open(await keyOf(both, ann.id), sealed)).toBe('x')
    await expect(openVault(database, { current: NEW_SECRET })).rejects.toThrow(SettingError)
    expect(await both.toRewrap(database.db)).toBe(2)
    expect(await both.rewrap(database, null)).toEqual({ wrapped: 2, next: null })
    expect(await both.toRewrap(database.db)).toBe(0)
    expect(await both.rewrap(database, null)).toEqual({ wrapped: 0, next: null })
    const after = await openVault(database, { current: NEW_SECRET })
    expect(after.open(await keyOf(after, ann.id), sealed)).toBe('x')
    expect([after.hash('address', 'U1'), after.signingKey('chat')]).toEqual(before)
    await expect(openVault(database, { current: TEST_SECRET })).rejects.toThrow('SECRET_KEY_OLD')
  })

  test('keys are wrapped anew some at a time, and until the last of them nobody starts without the old one', async () => {
    const people = [await addPerson(database, database.vault), await addPerson(database, database.vault)]
    const [first, second] = people.map(({ id }) => id).toSorted()
    const both = await openVault(database, { current: NEW_SECRET, old: TEST_SECRET })
    expect(await both.rewrap(database, null, 1)).toEqual({ wrapped: 1, next: first })
    expect(await both.toRewrap(database.db)).toBe(2)
    // Whoever was stopped here begins anew, and does nothing twice.
    await expect(openVault(database, { current: NEW_SECRET })).rejects.toThrow('SECRET_KEY_OLD')
    expect(await both.rewrap(database, null, 1)).toEqual({ wrapped: 1, next: second })
    expect(await both.rewrap(database, second ?? null, 1)).toEqual({ wrapped: 1, next: null })
    const after = await openVault(database, { current: NEW_SECRET })
    expect(
      (
        await after.keys(
          database.db,
          [first ?? '', second ?? ''].map(id => branded<ContactId>(id)),
        )
      ).size,
    ).toBe(2)
  })

  test('a key that another process has made under the old one meanwhile keeps it needed', async () => {
    const both = await openVault(database, { current: NEW_SECRET, old: TEST_SECRET })
    const late = await addPerson(database, database.vault)
    expect(await both.rewrap(database, branded<ContactId>('ffffffff-ffff-7fff-bfff-ffffffffffff'))).toEqual({
      wrapped: 0,
      next: null,
    })
    expect(await both.toRewrap(database.db)).toBe(2)
    await expect(openVault(database, { current: NEW_SECRET })).rejects.toThrow('SECRET_KEY_OLD')
    await both.rewrap(database, null)
    const after = await openVault(database, { current: NEW_SECRET })
    expect((await after.keys(database.db, [late.id])).size).toBe(1)
  })

  test('hashes depend on purpose and value, and on nothing a reader of the database has', async () => {
    const { vault } = database
    expect(vault.hash('address', 'U1')).toEqual(vault.hash('address', 'U1'))
    const others = [vault.hash('address', 'U2'), vault.hash('phone', 'U1'), vault.hash('addres', 'sU1')]
    for (const other of others) expect(other).not.toEqual(vault.hash('address', 'U1'))
    expect(vault.signingKey('a')).not.toEqual(vault.signingKey('b'))
  })

  test('any JSON comes back as it was, and what is no JSON is refused', async () => {
    const { key } = await addPerson(database, database.vault)
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), value => {
        const text = JSON.stringify(value)
        expect(JSON.stringify(database.vault.open(key, database.vault.seal(key, value)))).toBe(text)
      }),
    )
    expect(() => database.vault.seal(key, undefined)).toThrow()
  })
})

describe('a sealed value', () => {
  const { key } = SealingKey.random()
  const plain = Buffer.from('{"text":"我摔倒了"}')

  test('does not open after any change of any byte', () => {
    const sealed = key.seal(plain)
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = Uint8Array.from(sealed)
        changed[at] = (changed[at] ?? 0) ^ mask
        expect(() => key.open(changed)).toThrow()
      }),
    )
  })

  test('does not open when cut short, with another key, or in another context', () => {
    const sealed = key.seal(plain, Buffer.from('row 1'))
    expect(() => key.open(sealed.subarray(0, -1), Buffer.from('row 1'))).toThrow()
    expect(() => key.open(sealed.subarray(0, 20), Buffer.from('row 1'))).toThrow('not a sealed value')
    expect(() => SealingKey.random().key.open(sealed, Buffer.from('row 1'))).toThrow('another key')
    expect(() => key.open(sealed, Buffer.from('row 2'))).toThrow()
    expect(Buffer.from(key.open(sealed, Buffer.from('row 1')))).toEqual(plain)
  })

  test('differs each time, and shows neither its text nor its key', () => {
    const [one, two] = [Buffer.from(key.seal(plain)), Buffer.from(key.seal(plain))]
    expect(one.equals(two)).toBe(false)
    expect(one.includes('我摔倒了')).toBe(false)
    expect(JSON.stringify(key)).toBe('{}')
  })
})
