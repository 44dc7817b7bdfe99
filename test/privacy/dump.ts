import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { Tx } from '../../db/database.ts'
import { rows } from '../../db/rows.ts'
import { sql } from '../../db/sql.ts'

export interface Dumped {
  /** Table, or file. */
  readonly name: string
  readonly bytes: Buffer
}

/** Every row of every table of ours, values as the program reads them: text, JSON, sealed bytes. */
export async function dumpTables(db: Tx): Promise<Dumped[]> {
  const tables = await rows(
    db,
    sql`select table_schema as schema, table_name as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    z.object({ schema: z.string(), name: z.string() }),
  )
  return Promise.all(
    tables.map(async ({ schema, name }) => {
      const table = sql`${sql.identifier(schema)}.${sql.identifier(name)}`
      const found = await rows(db, sql`select * from ${table}`, z.record(z.string(), z.unknown()))
      const values = found.flatMap(row => Object.values(row).map(bytesOf))
      return { name, bytes: Buffer.concat(values.flatMap(value => [value, Buffer.from('\n')])) }
    }),
  )
}

function bytesOf(value: unknown): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value)
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
}

/** Every file below: data pages with what was deleted from them, indexes, the write-ahead log. */
export async function dumpFiles(folder: string): Promise<Dumped[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  return Promise.all(files.map(async name => ({ name, bytes: await readFile(name) })))
}
