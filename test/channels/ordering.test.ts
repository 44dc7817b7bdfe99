import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ENGINES, type Engine, TEST_SECRET, testDatabase } from '../database.ts'
import { type DeskProcess, startDeskProcess } from '../desk-process.ts'
import { MESSENGERS, type Messenger, type MessengerName, openMessenger } from './messengers.ts'
import { Phone } from './phone.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const TALK: readonly (readonly [said: string, heard: string])[] = [
  ['订饭', '同意吗'],
  ['1', '叫什么名字'],
  ['王秀英', '哪一年出生'],
  ['1942', '怎么称呼'],
  ['1', '哪个街道'],
  ['花园路', '几号院'],
  ['90号院2号楼601', '过敏'],
  ['没有', '记的是：王秀英'],
  ['1', '订哪一顿'],
  ['明天中午', '您要啥'],
  ['1', '还要别的吗'],
  ['1', '您订：明天'],
  ['1', '单号'],
]

describe.each(ENGINES)('a meal ordered through signed webhooks, on Node with %s', engine => {
  const messengers = new Map<MessengerName, Messenger>()
  let desk: DeskProcess
  let home: { env: Readonly<Record<string, string>>; remove(): Promise<void> }
  beforeAll(async () => {
    for (const name of MESSENGERS) messengers.set(name, await openMessenger(name))
    home = await homeOn(engine)
    const accounts = Object.assign({}, ...[...messengers.values()].map(one => one.env))
    desk = await startDeskProcess({ env: { ...home.env, ...accounts } })
  })
  afterAll(async () => {
    expect(await desk?.stop()).toBe(0)
    for (const messenger of messengers.values()) await messenger.close()
    await home.remove()
  })

  test.concurrent.each(MESSENGERS)('on %s', async name => {
    const messenger = messengers.get(name)
    if (!messenger) throw new Error('not open')
    const phone = new Phone(desk.url, name, messenger)
    for (const [said, heard] of TALK) await phone.ask(said, heard)
  })
})

async function homeOn(engine: Engine) {
  const folder = await mkdtemp(join(tmpdir(), 'messengers-'))
  const database = engine === 'postgres' ? await testDatabase(engine) : null
  const shared = { DATABASE_URL: database?.url ?? '', SECRET_KEY: Buffer.from(TEST_SECRET).toString('base64') }
  return {
    env: { DATA_DIR: join(folder, 'data'), SEED: 'test', ...(database && shared) },
    async remove() {
      await database?.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
