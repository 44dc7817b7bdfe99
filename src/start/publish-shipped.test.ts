import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { flow, flowVersion } from '../../db/schema/index.ts'
import { eq, sql } from '../../db/sql.ts'
import { testDatabase } from '../../test/database.ts'
import { SettingError } from '../core/errors.ts'
import { publishShipped } from './publish-shipped.ts'

const tea = (words: string, next = 'done') => `
format: flow/1
flow: tea
about: Tea.
title: title
triggers: [{ words: { zh-CN: [喝茶] } }]
start: tell
steps:
  tell: { say: tell, next: ${next} }
  done: { end: done, say: tell }
texts:
  zh-CN: { title: 茶, tell: ${words} }
  zh-TW: { title: 茶, tell: ${words} }
  en: { title: Tea, tell: ${words} }
tests:
  - { name: told, talk: [{ user: 喝茶 }, { expect: { end: done } }] }
`

async function desk() {
  const database = await testDatabase('pglite')
  const dir = mkdtempSync(join(tmpdir(), 'desk-flows-'))
  onTestFinished(async () => {
    rmSync(dir, { recursive: true })
    await database.close()
  })
  const said = async () => {
    const [row] = await database.db
      .select({ said: sql<string>`${flowVersion.definition}->'texts'->'zh-CN'->>'tell'` })
      .from(flow)
      .innerJoin(flowVersion, eq(flowVersion.hash, flow.current))
      .where(eq(flow.flow, 'tea'))
    return row?.said
  }
  return { database, dir, file: join(dir, 'tea.yaml'), said }
}

test('a flow of FLOWS_DIR is published at the start, and again once it was changed', async () => {
  const { database, dir, file, said } = await desk()
  writeFileSync(file, tea('喝茶吧'))
  await publishShipped(database, dir)
  expect(await said()).toBe('喝茶吧')
  writeFileSync(file, tea('茶好了'))
  await publishShipped(database, dir)
  expect(await said()).toBe('茶好了')
})

test('files that were published before are left alone', async () => {
  const { database, dir, file, said } = await desk()
  writeFileSync(file, tea('喝茶吧'))
  await publishShipped(database, dir)
  await database.db.delete(flow).where(eq(flow.flow, 'tea'))
  await publishShipped(database, dir)
  expect(await said()).toBeUndefined()
})

test.each([
  [
    'a bad flow, with file, step and cure',
    (dir: string) => writeFileSync(join(dir, 'tea.yaml'), tea('喝茶吧', 'gone')),
    /tea\.yaml step tell: .*gone/,
  ],
  ['a folder that is not there', (dir: string) => rmSync(dir, { recursive: true }), /FLOWS_DIR: the folder/],
])('%s stops the start', async (_, spoil, words) => {
  const { database } = await desk()
  const dir = mkdtempSync(join(tmpdir(), 'desk-flows-'))
  spoil(dir)
  const start = publishShipped(database, dir)
  await expect(start).rejects.toThrow(SettingError)
  await expect(start).rejects.toThrow(words)
  rmSync(dir, { recursive: true, force: true })
})
