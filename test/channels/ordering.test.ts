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

  const phones = new Map<MessengerName, Phone>()
  function phoneOn(name: MessengerName): Phone {
    const messenger = messengers.get(name)
    if (!messenger) throw new Error('not open')
    const phone = phones.get(name) ?? new Phone(desk.url, name, messenger)
    phones.set(name, phone)
    return phone
  }

  test.concurrent.each(MESSENGERS)('on %s', async name => {
    for (const [said, heard] of TALK) await phoneOn(name).ask(said, heard)
  })

  test('by somebody who brings LINE to WeChat: one person, told of it, and parted again', async () => {
    const [wechat, line] = [phoneOn('wechat'), phoneOn('line')]
    const code = /\d{5} \d{5}/.exec(await wechat.ask('换手机了', '10位数'))?.[0] ?? ''
    await line.ask('我有号', '10位数')
    await line.ask(code, '您就是本人吗')
    await line.ask('是', '连上了')
    await wechat.hear('是您自己吗')
    await line.ask('我的', '您有这些')
    await wechat.ask('不是我', '断开了')
    await line.hear('以后这里单算')
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
