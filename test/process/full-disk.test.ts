import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { isUnavailable } from '../../db/failure.ts'
import { openSpool } from '../../src/start/spool/open-spool.ts'
import { startDeskProcess } from '../desk-process.ts'
import { Visitor } from '../privacy/visitor.ts'

vi.setConfig({ testTimeout: 180_000 })

const TRIES = 300

/** Characters that follow no rule: what is kept of them can't be packed. */
function babble(length: number): string {
  return Array.from({ length }, () => String.fromCodePoint(0x4e00 + randomInt(20_000))).join('')
}

/** A disk of its own that can be filled; null where this user may not mount one. */
async function smallDisk(size: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch {
    await rm(folder, { recursive: true })
    process.stdout.write('a full disk is not tested: nobody may mount a tmpfs here, run the tests as root\n')
    return null
  }
  onTestFinished(async () => {
    execFileSync('umount', ['-l', folder])
    await rm(folder, { recursive: true })
  })
  return folder
}

/** Takes all the room but this; gives it back. */
async function fill(disk: string, leave: number): Promise<() => Promise<void>> {
  const { bavail, bsize } = await statfs(disk)
  const ballast = join(disk, 'ballast')
  await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leave)))
  return () => rm(ballast)
}

test('a spool on a full disk refuses, loses nothing of what it took, and takes again when there is room', async ({
  skip,
}) => {
  const disk = await smallDisk('2m')
  if (!disk) return skip()
  const folder = join(disk, 'spool')
  const spool = openSpool(folder, 'a', 1024 * 1024 * 1024)
  const free = await fill(disk, 100_000)
  const sealed = (nth: number) => new Uint8Array(5_000).fill(nth)
  let kept = 0
  const keepOn = async () => {
    for (;;) {
      await spool.keep(sealed(kept))
      kept++
    }
  }
  await expect(keepOn()).rejects.toSatisfy(isUnavailable)
  expect(kept).toBeGreaterThan(2)
  const whole = () => spool.oldest(1_000).map(one => one.sealed[0])
  expect(whole()).toEqual(Array.from({ length: kept }, (_, nth) => nth))
  await free()
  await spool.keep(sealed(kept))
  expect(whole()).toEqual(Array.from({ length: kept + 1 }, (_, nth) => nth))
  spool.close()
})

test('a desk whose disk is full answers 503, keeps what it accepted, and answers again when there is room', async ({
  skip,
}) => {
  const disk = await smallDisk('400m')
  if (!disk) return skip()
  const DATA_DIR = join(disk, 'data')
  await mkdir(DATA_DIR, { mode: 0o700 })
  const desk = await startDeskProcess({ env: { DATA_DIR, SEED: 'none' } })
  onTestFinished(async () => {
    await desk.stop('SIGKILL')
  })
  const ann = await Visitor.meet(desk.url)
  const bob = await Visitor.meet(desk.url)
  for (const one of [ann, bob]) await one.say('菜单')
  const free = await fill(disk, 1024 * 1024)
  const accepted: string[] = []
  const statuses = new Set<number>()
  for (let nth = 0; nth < TRIES; nth++) {
    const id = `full${nth}`
    // Danger words are not slowed down.
    const { status } = await ann.post('messages', JSON.stringify({ id, text: `救命${babble(1_000)}` }))
    statuses.add(status)
    if (status === 202) accepted.push(id)
  }
  expect(statuses.has(503)).toBe(true)
  statuses.delete(202)
  expect([...statuses]).toEqual([503])
  process.stdout.write(`of ${TRIES} messages ${accepted.length} were accepted\n`)
  expect(accepted.length).toBeGreaterThan(0)
  await free()
  // Who was not in the midst of it is answered as ever, and all that was accepted is in the talk.
  await bob.say('菜单')
  const missing = async () => {
    const talk = await (await ann.get('messages?after=~0')).text()
    return accepted.filter(id => !talk.includes(`"${id}"`))
  }
  await expect.poll(missing, { timeout: 30_000 }).toEqual([])
  await desk.stop()
  const next = await startDeskProcess({ env: { DATA_DIR, SEED: 'none' } })
  await bob.at(next.url).say('帮助')
  expect(await next.stop()).toBe(0)
})
