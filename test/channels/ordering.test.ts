import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ENGINES } from '../database.ts'
import { MEAL_TALK } from './meal-talk.ts'
import { type MessengerDesk, openMessengerDesk } from './messenger-desk.ts'
import { MESSENGERS, type MessengerName } from './messengers.ts'
import type { Phone } from './phone.ts'

const MENU = '您要办什么'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

describe.each(ENGINES)('a meal ordered through signed webhooks, on Node with %s', engine => {
  let desk: MessengerDesk
  beforeAll(async () => {
    desk = await openMessengerDesk(engine)
  })
  afterAll(async () => {
    expect(await desk?.close()).toBe(0)
  })

  const phones = new Map<MessengerName, Phone>()
  function phoneOn(name: MessengerName): Phone {
    const phone = phones.get(name) ?? desk.phone(name)
    phones.set(name, phone)
    return phone
  }

  test.concurrent.each(MESSENGERS)('on %s', async name => {
    for (const [said, heard] of MEAL_TALK) await phoneOn(name).ask(said, heard)
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

  test('by somebody who blocked Telegram and presses Start again, which is two events: greeted once', async () => {
    const back = desk.phone('telegram', 1)
    await back.ask('在吗', MENU)
    await back.pass(back.person.leave())
    await back.pass(back.person.comeBack())
    await back.ask('/start', MENU)
    await back.ask('我的', '没有订着')
    expect(back.times(MENU)).toBe(2)
  })
})
