import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openaiModel } from '../../adapters/openai/openai-model.ts'
import { openaiSpeech } from '../../adapters/openai/openai-speech.ts'
import { inbound, notUnderstood } from '../../db/schema/index.ts'
import { isNotNull } from '../../db/sql.ts'
import type { Fetched } from '../../src/core/channel.ts'
import { ENGINES } from '../database.ts'
import { type OpenaiAnswer, type OpenaiService, openOpenaiService } from '../stand-ins/openai-service.ts'
import { ACCOUNT, recordingChannel } from './recording-channel.ts'
import { publication, SHOP_FLOWS } from './shop-flows.ts'
import { shopTrade } from './shop-trade.ts'
import { type House, openHouse } from './test-desk.ts'

const TRADE = {
  ...shopTrade(),
  lists: async () => [
    {
      name: 'goods',
      intent: 'order_meal',
      items: [{ id: 'soup', name: { 'zh-CN': '胡辣汤' }, aliases: ['辣汤'], units: ['碗'] }],
      ambiguous: [],
    },
  ],
}
/** Asks for goods, then for something personal. */
const BUY = publication(`
format: flow/1
flow: goods
about: Goods for somebody.
title: title
triggers: [{ intent: order_meal }]
slots:
  goods: { type: items, list: goods, ask: ask_goods }
  where: { type: phone, ask: ask_where, personal: true }
start: goods
steps:
  goods: { ask: goods, next: where }
  where: { ask: where, next: done }
  done: { end: done, say: done }
texts:
  zh-CN: { title: 买东西, ask_where: 电话多少？, ask_goods: 要什么？, done: 好了。 }
`)
const OGG: Fetched = { kind: 'fetched', bytes: new Uint8Array([0x4f, 0x67, 0x67, 0x53, 1, 2, 3]) }
const says = (answer: unknown): OpenaiAnswer => ({ says: JSON.stringify(answer) })
const SOUP = says({ intent: null, items: [{ item: 'goods/soup', quantity: 2 }] })
const ORDER = says({ intent: 'order_meal', items: [] })

let service: OpenaiService
beforeAll(async () => {
  service = await openOpenaiService()
})
afterAll(() => service?.close())

describe.each(ENGINES)('words that a model is asked about, on %s', engine => {
  let house: House
  let desk: Awaited<ReturnType<typeof open>>
  const open = (process?: string) => {
    const access = { ...service, fetch: globalThis.fetch }
    return house.desk({
      channel: recordingChannel(ACCOUNT, { fetch: async () => OGG }),
      trades: [TRADE],
      flows: [BUY, ...SHOP_FLOWS],
      model: openaiModel(access),
      speech: openaiSpeech(access),
      ...(process && { process }),
    })
  }
  beforeEach(async () => {
    house = await openHouse(engine)
    service.asked.splice(0)
    desk = await open()
    await house.talk(desk, 'ann', '你好')
  })
  afterEach(() => house.close())

  const ask = async (on = desk) => {
    on.interpret.wake()
    await on.interpret.idle()
    await on.turn.idle()
  }
  /** Said, not understood, asked about and answered. */
  const say = async (text: string, ...answers: readonly OpenaiAnswer[]) => {
    service.next(...answers)
    await house.store(desk, { from: 'ann', text })
    await house.settle(desk)
    await ask()
    await house.settle(desk)
  }
  const last = async () => (await house.transcript('ann')).at(-1)
  const heard = () =>
    service.asked.map(one => (one.path === '/v1/chat/completions' ? one.body.messages[1]?.content : '…'))

  test('are read back, and acted on when agreed to', async () => {
    await say('肚里没食儿嘞', ORDER)
    expect(await last()).toMatchObject({
      text: expect.stringContaining('您是说'),
      choices: expect.arrayContaining(['买东西']),
    })
    await house.talk(desk, 'ann', '1')
    expect((await last())?.text).toContain('要什么')
    await say('来俩糊嘟', SOUP)
    expect((await last())?.choices).toEqual(['胡辣汤 × 2', '不是', '找人'])
    await house.talk(desk, 'ann', '1')
    expect((await last())?.text).toContain('电话多少')
    expect(await house.database.db.select().from(notUnderstood)).toHaveLength(2)
  })

  test('leave without numbers and names, and as answers to what is personal not at all', async () => {
    await say('肚里没食儿嘞，我叫王秀英，13812345678，身份证410105194503071234，办件ZZ4101052026001', ORDER)
    expect(heard()).toEqual(['肚里没食儿嘞，我叫[name]，[phone]，身份证[id]，办件[case]'])
    await house.talk(desk, 'ann', '1', '胡辣汤两碗')
    await say('俺也说不清嘞', ORDER)
    expect(heard()).toHaveLength(1)
    expect((await last())?.text).toContain('电话')
  })

  test.each(['我没摔倒，就是呜哩哇啦', '救命呜哩哇啦'])('%s is nobody’s to guess at', async text => {
    await say(text, ORDER)
    expect(service.asked).toEqual([])
  })

  test('hold up what comes behind them, in order, but no cry for help', async () => {
    service.next(ORDER)
    await house.store(desk, { from: 'ann', text: '肚里没食儿嘞' }, { from: 'ann', text: '1' })
    await house.settle(desk)
    expect((await house.transcript('ann')).map(line => line.text)).not.toContain('1')
    await ask()
    await house.settle(desk)
    expect((await last())?.text).toContain('要什么')
    service.next('silence')
    await house.store(desk, { from: 'ann', text: '呜哩哇啦' })
    await house.settle(desk)
    await desk.receive(ACCOUNT.id, house.drafts([{ from: 'ann', text: '救命' }]), house.clock.now)
    await expect
      .poll(async () => (await house.botSaid('ann')).some(text => text.includes('我已通知值班人员')))
      .toBe(true)
  })

  test.each<readonly [string, readonly OpenaiAnswer[], number]>([
    ['fails', [{ status: 500 }, { status: 500 }], 2],
    ['is too busy', [{ status: 429, headers: { 'retry-after': '60' } }], 1],
    ['answers nonsense', [{ says: 'soup!' }], 1],
    ['does not know', [says({ intent: null, items: [] })], 1],
    ['guesses what is of no use', [says({ intent: 'smalltalk', items: [] })], 1],
  ])('where the model %s, end as without one: simpler words, fewer choices, a person', async (_, answers, asked) => {
    for (const text of ['呜哩哇啦', '叽里咕噜', '嘎嘣儿脆']) {
      await say(text, ...answers)
      house.clock.pass(500)
      await ask()
      await house.settle(desk)
    }
    expect(service.asked).toHaveLength(asked * 3)
    const said = (await house.botSaid('ann')).join()
    expect(said).toContain('我没听懂')
    expect((await house.handoffs('ann')).map(row => row.reason)).toEqual(['not_understood'])
    expect(await house.database.db.select().from(inbound).where(isNotNull(inbound.askDueAt))).toEqual([])
  })

  test('whose process died go on in time, and are never asked about again', async () => {
    service.next('silence')
    await house.store(desk, { from: 'ann', text: '呜哩哇啦' })
    await house.settle(desk)
    desk.interpret.wake()
    await expect.poll(() => service.asked.length).toBe(1)
    const other = await open('second')
    house.clock.pass(5_000)
    await house.settle(other)
    expect((await house.botSaid('ann')).join()).toContain('我没听懂')
    house.clock.pass(60_000)
    await ask(other)
    expect(service.asked).toHaveLength(1)
    await desk.interpret.stop()
    const rows = await house.database.db.select().from(inbound)
    expect(rows.every(row => row.handledAt !== null)).toBe(true)
    expect(await house.database.db.select().from(inbound).where(isNotNull(inbound.askDueAt))).toEqual([])
  })

  test('may come from a voice: heard, then guessed at, and shown with its words', async () => {
    service.next({ says: '肚里没食儿嘞' }, ORDER)
    await house.store(desk, { from: 'ann', content: { kind: 'media', media: 'voice', remote: 'v' }, key: 'ann:v' })
    desk.media.wake()
    await desk.media.idle()
    await ask()
    await house.settle(desk)
    await ask()
    await house.settle(desk)
    expect(heard()).toEqual(['…', '肚里没食儿嘞'])
    expect((await last())?.text).toContain('您是说')
    expect((await house.transcript('ann')).filter(line => line.text === 'media')).toHaveLength(1)
  })
})
