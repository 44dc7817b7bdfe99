import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SettingError } from '../src/core/errors.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './open-pglite.ts'
import { setting } from './schema/index.ts'

let parent: string
let folder: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'zy-pglite-'))
  folder = join(parent, 'data')
})
afterEach(() => rm(parent, { recursive: true }))

/** Another process that opens the folder, says `open` or the error's name, and stays. */
function otherProcess() {
  const opener = new URL('./open-pglite.ts', import.meta.url)
  const program = `import { openPglite } from ${JSON.stringify(opener.href)}
    openPglite(process.argv[1]).then(() => console.log('open'), error => console.log(error.name))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })
  return {
    async says() {
      const [text] = await once(child.stdout, 'data')
      return String(text).trim()
    },
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

test('a second process is refused, and let in once the first was killed', async () => {
  const first = otherProcess()
  expect(await first.says()).toBe('open')
  await expect(openPglite(folder)).rejects.toThrow(SettingError)
  await expect(openPglite(folder)).rejects.toThrow('in use by another process')
  await first.kill()
  const database = await openPglite(folder)
  const third = otherProcess()
  expect(await third.says()).toBe('SettingError')
  await third.kill()
  await database.close()
})

test('the same process is refused too, and data outlive a reopening', async () => {
  const first = await openPglite(folder)
  await migrate(first)
  await first.db.insert(setting).values({ key: 'kept', value: 1 })
  await expect(openPglite(folder)).rejects.toThrow(SettingError)
  await first.close()
  const second = await openPglite(folder)
  expect(await second.ready()).toBe(true)
  expect(await second.db.select().from(setting)).toHaveLength(1)
  await second.close()
})

test('nobody else on the machine may read the folder', async () => {
  await (await openPglite(folder)).close()
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
})

test('files that a killed process left half-made are made anew', async () => {
  const files = join(folder, 'postgres')
  await mkdir(files, { recursive: true })
  await writeFile(join(files, 'PG_VERSION'), '18')
  await writeFile(join(folder, 'postgres-unfinished'), '')
  const database = await openPglite(folder)
  await migrate(database)
  expect(await database.ready()).toBe(true)
  await database.close()
  await expect(access(join(folder, 'postgres-unfinished'))).rejects.toThrow()
})
