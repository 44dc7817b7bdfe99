import * as z from 'zod'
import type { Tx } from '../../db/database.ts'
import { rows } from '../../db/rows.ts'
import { contact } from '../../db/schema/index.ts'
import { sql } from '../../db/sql.ts'
import type { PersonKey, Vault } from '../../db/vault.ts'
import { branded, type ContactId } from '../../src/core/ids.ts'

interface Cell {
  /** `meal_order.recipient` */
  readonly place: string
  readonly value: unknown
}

/** Every key there is: kept by a test, they open whatever the database still holds after their rows are gone. */
export async function allKeys(db: Tx, vault: Vault): Promise<ReadonlyMap<ContactId, PersonKey>> {
  const people = await db.select({ id: contact.id }).from(contact)
  return vault.keys(
    db,
    people.map(person => branded<ContactId>(person.id)),
  )
}

/** What these keys open, anywhere. */
export async function openedBy(db: Tx, vault: Vault, keys: readonly PersonKey[]): Promise<Cell[]> {
  const sealed = (await allRows(db)).flatMap(({ table, row }) =>
    Object.entries(row).flatMap(([column, value]) =>
      value instanceof Uint8Array && value.length > 0 ? [{ place: `${table}.${column}`, bytes: value }] : [],
    ),
  )
  return sealed.flatMap(({ place, bytes }) => {
    for (const key of keys) {
      try {
        return [{ place, value: vault.open(key, bytes) }]
      } catch {
        // Somebody else's.
      }
    }
    return []
  })
}

/** Every row as text, with its table in front: two dumps compared show what changed. */
export async function rowTexts(db: Tx): Promise<Set<string>> {
  return new Set((await allRows(db)).map(({ table, row }) => `${table} ${JSON.stringify(row, hexed)}`))
}

function hexed(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
}

async function allRows(db: Tx) {
  const tables = await rows(
    db,
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    z.object({ name: z.string() }),
  )
  const all = []
  for (const { name } of tables) {
    const found = await rows(db, sql`select * from ${sql.identifier(name)}`, z.record(z.string(), z.unknown()))
    all.push(...found.map(row => ({ table: name, row })))
  }
  return all
}
