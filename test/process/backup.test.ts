import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { openPostgres, type Postgres } from '../bench/postgres.ts'
import { type DeskProcess, startDeskProcess } from '../desk-process.ts'
import { Visitor } from '../privacy/visitor.ts'

vi.setConfig({ testTimeout: 180_000 })

const run = promisify(execFile)
const NOT_THE_ONE = /SECRET_KEY is not the one/

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-backup-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function started(env: Record<string, string>): Promise<DeskProcess> {
  const desk = await startDeskProcess({ env: { SEED: 'none', ...env } })
  onTestFinished(async () => {
    await desk.stop('SIGKILL')
  })
  return desk
}

/** Once all of it is sent: whether it is shows in it. */
async function words(visitor: Visitor): Promise<unknown> {
  for (;;) {
    const said: unknown = await (await visitor.get('messages')).json()
    if (!JSON.stringify(said).includes('"state":"waiting"')) return said
    await pause(20)
  }
}

test('a copy of DATA_DIR, restored elsewhere, goes on where the talk stood; without its secret-key nothing opens', async () => {
  const folder = await freshFolder()
  const [kept, restored, keyless] = ['kept', 'restored', 'keyless'].map(name => join(folder, name))
  if (!kept || !restored || !keyless) throw new Error('three folders')
  const first = await started({ DATA_DIR: kept })
  const ann = await Visitor.meet(first.url)
  await ann.say('订饭', '帮助')
  const before = await words(ann)
  expect(await first.stop()).toBe(0)
  for (const copy of [restored, keyless]) await cp(kept, copy, { recursive: true, preserveTimestamps: true })
  await rm(kept, { recursive: true })
  const second = await started({ DATA_DIR: restored })
  const again = ann.at(second.url)
  expect(await words(again)).toEqual(before)
  await again.say('菜单')
  expect(await second.stop()).toBe(0)
  await rm(join(keyless, 'secret-key'))
  await expect(started({ DATA_DIR: keyless })).rejects.toThrow(NOT_THE_ONE)
})

const DEBIAN = '/usr/lib/postgresql'
const isLacking = !existsSync(DEBIAN) && !process.env.DATABASE_URL && !process.env.CI
if (isLacking)
  process.stdout.write(`backup on PostgreSQL is not tested: pg_dump is missing, install Debian's postgresql\n`)

describe.skipIf(isLacking)('on PostgreSQL', () => {
  let server: Postgres
  beforeAll(async () => {
    server = await openPostgres(false)
  })
  afterAll(() => server?.stop())

  test('a dump of the running desk, restored into an empty database, goes on with the key and opens with no other', async () => {
    const DATA_DIR = await freshFolder()
    const dump = join(DATA_DIR, 'desk.dump')
    const DATABASE_URL = await server.create('backup')
    const SECRET_KEY = newKey()
    const first = await started({ DATABASE_URL, SECRET_KEY, DATA_DIR })
    const ann = await Visitor.meet(first.url)
    await ann.say('订饭', '帮助')
    const before = await words(ann)
    await run(server.tool('pg_dump'), ['-d', DATABASE_URL, '-Fc', '-f', dump])
    await ann.say('这一句在备份之后')
    expect(await first.stop()).toBe(0)
    const restored = await server.create('backup')
    const into = ['-d', restored, '--no-owner', '--exit-on-error', '--single-transaction', dump]
    await run(server.tool('pg_restore'), into)
    await run(server.tool('psql'), [
      '-d',
      restored,
      '-v',
      'ON_ERROR_STOP=1',
      '-c',
      onlyStatement(await readFile('OPERATING.md', 'utf8')),
    ])
    await expect(started({ DATABASE_URL, SECRET_KEY: newKey(), DATA_DIR })).rejects.toThrow(NOT_THE_ONE)
    await expect(started({ DATABASE_URL, DATA_DIR })).rejects.toThrow('SECRET_KEY')
    const second = await started({ DATABASE_URL, SECRET_KEY, DATA_DIR })
    // Her page was open all the time, and has read further than the dump goes.
    const again = ann.at(second.url)
    expect(await words(again)).toEqual(before)
    await again.say('菜单')
  })

  test('the key is changed while people write, and the former one is worthless afterwards', async () => {
    const DATA_DIR = await freshFolder()
    const shared = { DATABASE_URL: await server.create('rotation'), DATA_DIR }
    const [former, next] = [newKey(), newKey()]
    const first = await started({ ...shared, SECRET_KEY: former })
    const ann = await Visitor.meet(first.url)
    await ann.say('订饭')
    expect(await first.stop()).toBe(0)
    const both = { ...shared, SECRET_KEY: next, SECRET_KEY_OLD: former }
    const second = await started(both)
    const [bob, { stdout }] = await Promise.all([
      Visitor.meet(second.url),
      run(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/commands/rewrap.ts'], {
        env: { PATH: process.env.PATH, ...both, PORT: new URL(second.url).port },
      }),
      ann.at(second.url).say('帮助'),
    ])
    expect(stdout).toContain('SECRET_KEY_OLD can go')
    const before = await words(ann.at(second.url))
    expect(await second.stop()).toBe(0)
    await expect(started({ ...shared, SECRET_KEY: former })).rejects.toThrow(NOT_THE_ONE)
    const third = await started({ ...shared, SECRET_KEY: next })
    expect(await words(ann.at(third.url))).toEqual(before)
    await Promise.all([ann.at(third.url).say('菜单'), bob.at(third.url).say('菜单')])
  })
})

/** What OPERATING.md has somebody run after restoring. */
const onlyStatement = (text: string) => /psql .*-c "(.+)"/.exec(text)?.[1] ?? ''

const newKey = () => randomBytes(32).toString('base64')
