import { afterEach, beforeEach, expect, test } from 'vitest'
import { sql } from '../../../db/sql.ts'
import { openVault } from '../../../db/vault.ts'
import { TEST_SECRET } from '../../../test/database.ts'
import type { ContactId } from '../../core/ids.ts'
import { createApp } from '../../http/app.ts'
import { operatorPass } from '../../http/operator-pass.ts'
import { addResident, type TestApp, testApp } from '../../http/test-app.ts'
import type { AskDesk } from '../with-desk.ts'
import { rewrapKeys } from './rewrap-keys.ts'

const NEW_SECRET = new Uint8Array(32).fill(8)
const PEOPLE = 1_200

let rig: TestApp
let sealed: Uint8Array
let person: ContactId
let said: string[]
beforeEach(async () => {
  rig = await testApp('pglite')
  said = []
  person = (await addResident(rig, '410105006')).contact
  const key = (await rig.vault.keys(rig.database.db, [person])).get(person)
  if (!key) throw new Error('no key')
  sealed = rig.vault.seal(key, '王秀兰')
})
afterEach(() => rig.close())

async function addPeople(): Promise<void> {
  const rows = Array.from({ length: PEOPLE }, () => {
    const { row } = rig.vault.create(crypto.randomUUID() as ContactId) // an id like any other
    return { ...row, wrapped: Buffer.from(row.wrapped).toString('base64') }
  })
  const all = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("contactId" uuid, "keyId" text, wrapped text)`
  await rig.database.db.execute(sql`insert into contact (id) select "contactId" from ${all}`)
  await rig.database.db.execute(
    sql`insert into data_key select "contactId", "keyId", decode(wrapped, 'base64') from ${all}`,
  )
}

/** A desk that was started anew with these secrets. */
async function askingDesk(secrets: { readonly current: Uint8Array; readonly old?: Uint8Array }): Promise<AskDesk> {
  const vault = await openVault(rig.database, secrets)
  const app = createApp({ ...rig.ports, desk: { ...rig.desk, vault } })
  return async (path, given = {}) => {
    const body = JSON.stringify(given)
    const authorization = operatorPass(rig.ports.operatorKey, { path, body }, Date.now())
    const response = await app.request(path, { method: 'POST', headers: { authorization }, body })
    if (!response.ok) throw new Error(await response.text())
    return response.json()
  }
}

async function opensWithoutOld(): Promise<unknown> {
  const vault = await openVault(rig.database, { current: NEW_SECRET })
  const key = (await vault.keys(rig.database.db, [person])).get(person)
  return key && vault.open(key, sealed)
}

const both = { current: NEW_SECRET, old: TEST_SECRET }
const say = (line: string) => void said.push(line)

test('many keys are wrapped anew in batches, it says how many are left, and then the old one can go', async () => {
  await addPeople()
  expect(await rewrapKeys(await askingDesk(both), say)).toBe('Done: SECRET_KEY_OLD can go.')
  expect(said).toEqual([
    '500 keys wrapped anew, 702 left',
    '1000 keys wrapped anew, 202 left',
    '1202 keys wrapped anew, 0 left',
  ])
  expect(await opensWithoutOld()).toBe('王秀兰')
})

test('whoever is stopped in the middle goes on with what is left, and once more changes nothing', async () => {
  await addPeople()
  const ask = await askingDesk(both)
  const stopped = rewrapKeys(ask, line => {
    say(line)
    throw new Error('stopped')
  })
  await expect(stopped).rejects.toThrow('stopped')
  await expect(opensWithoutOld()).rejects.toThrow('SECRET_KEY_OLD')
  await rewrapKeys(ask, say)
  expect(said).toEqual([
    '500 keys wrapped anew, 702 left',
    '500 keys wrapped anew, 202 left',
    '702 keys wrapped anew, 0 left',
  ])
  expect(await rewrapKeys(ask, say)).toContain('already: SECRET_KEY_OLD can go')
  expect(said).toHaveLength(3)
  expect(await opensWithoutOld()).toBe('王秀兰')
})

test('a process that still makes keys under the former one is named, and the former one stays needed', async () => {
  const ask = await askingDesk(both)
  const beside = async (line: string) => {
    say(line)
    await addResident(rig, '410105006')
  }
  const waiting: Promise<void>[] = []
  const asking: AskDesk = async (path, given) => {
    await Promise.all(waiting.splice(0))
    return ask(path, given)
  }
  await expect(rewrapKeys(asking, line => void waiting.push(beside(line)))).rejects.toThrow(/^1 keys.*still runs/)
  expect(await rewrapKeys(ask, say)).toBe('Done: SECRET_KEY_OLD can go.')
})

test('a key under neither of the two is told as such', async () => {
  const elsewhere = await openVault(rig.database, both)
  await elsewhere.rewrap(rig.database, null)
  const third = await askingDesk({ current: NEW_SECRET, old: new Uint8Array(32).fill(1) })
  await addResident(rig, '410105006')
  await expect(rewrapKeys(third, say)).rejects.toThrow('SECRET_KEY is not the one')
})
