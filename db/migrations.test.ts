import { readdirSync, readFileSync } from 'node:fs'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { expect, test } from 'vitest'
import * as schema from './schema/index.ts'

test('the migrations make what the schema says (else: drizzle-kit generate --config db/drizzle.config.ts)', async () => {
  const folder = new URL('./migrations/meta/', import.meta.url)
  const newest = readdirSync(folder)
    .filter(name => name.endsWith('_snapshot.json'))
    .toSorted()
    .at(-1)
  const snapshot = JSON.parse(readFileSync(new URL(newest ?? '', folder), 'utf8'))
  expect(await generateMigration(snapshot, generateDrizzleJson(schema, snapshot.id))).toEqual([])
})
