import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isUnavailable } from '../../../db/failure.ts'
import { leftSpools, openSpool } from './open-spool.ts'

const MB = 1024 * 1024
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spool-'))
})
afterEach(() => rm(folder, { recursive: true }))

const spools = async () => (await readdir(folder)).filter(file => file.endsWith('.spool'))
const bytes = (text: string) => new TextEncoder().encode(text)
const textOf = (sealed: Uint8Array) => new TextDecoder().decode(sealed)

test('what is kept is given in its order until it is forgotten', async () => {
  const spool = openSpool(folder, 'a', MB)
  await Promise.all(['1', '2', '3'].map(text => spool.keep(bytes(text))))
  await spool.keep(bytes('4'))
  expect([spool.size, spool.oldest(2).map(one => textOf(one.sealed))]).toEqual([4, ['1', '2']])
  spool.forget(spool.oldest(2).map(one => one.id))
  expect([spool.size, spool.oldest(9).map(one => textOf(one.sealed))]).toEqual([2, ['3', '4']])
  spool.close()
})

test('what a process left is found by the next one, which leaves alone what lives', async () => {
  const dead = openSpool(folder, 'dead', MB)
  await dead.keep(bytes('1'))
  dead.close()
  const alive = openSpool(folder, 'alive', MB)
  const [left, ...more] = leftSpools(folder, MB)
  expect([left?.size, more]).toEqual([1, []])
  expect(leftSpools(folder, MB)).toEqual([])
  left?.forget(left.oldest(1).map(one => one.id))
  for (const spool of [left, alive]) spool?.close()
  expect(await spools()).toEqual([])
})

test('a full spool refuses, keeps what it has, and takes again once something is gone', async () => {
  const spool = openSpool(folder, 'a', 100 * 1024)
  const big = new Uint8Array(10_000)
  let kept = 0
  await expect(
    (async () => {
      for (;;) {
        await spool.keep(big)
        kept++
      }
    })(),
  ).rejects.toSatisfy(isUnavailable)
  expect([kept > 3, spool.size]).toEqual([true, kept])
  spool.forget(spool.oldest(2).map(one => one.id))
  await spool.keep(big)
  expect(spool.size).toBe(kept - 1)
  spool.close()
})

test('what the database won’t have stays aside after the third time', async () => {
  const spool = openSpool(folder, 'a', MB)
  await spool.keep(bytes('bad'))
  await spool.keep(bytes('good'))
  const [bad] = spool.oldest(1)
  for (let i = 0; i < 3; i++) spool.failed(bad?.id ?? 0)
  expect([spool.size, spool.oldest(9).map(one => textOf(one.sealed))]).toEqual([1, ['good']])
  spool.forget(spool.oldest(9).map(one => one.id))
  spool.close()
  expect(await spools()).toHaveLength(1)
})

/** Opens its own and takes over what is left, again and again; each time its own file must still be there. */
const STARTING = `
  import { existsSync } from 'node:fs'
  import { leftSpools, openSpool } from '${new URL('./open-spool.ts', import.meta.url).href}'
  const folder = process.argv[1]
  for (let nth = 0; nth < 40; nth++) {
    const name = process.pid + '-' + nth
    const own = openSpool(folder, name, 100_000)
    const left = leftSpools(folder, 100_000)
    if (!existsSync(folder + '/' + name + '.spool')) throw new Error('somebody took it away')
    for (const spool of [own, ...left]) spool.close()
  }`

test('processes that start at the same moment leave each other theirs', async () => {
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', STARTING]
  const starting = Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, [...flags, folder]))
  const ended = await Promise.allSettled(starting)
  expect(ended.flatMap(one => (one.status === 'rejected' ? [String(one.reason)] : []))).toEqual([])
})
