import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mealOrder, subsidyClaim } from '../../db/schema/index.ts'
import { demoContactId } from '../../db/seed/people.ts'
import { eq, sql } from '../../db/sql.ts'
import { branded, type StaffId } from '../../src/core/ids.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../database.ts'
import { realTalks } from './real-talk.ts'

describe.each(ENGINES)('ordering with the shipped flows on %s', engine => {
  let database: TestDatabase
  let house: Awaited<ReturnType<typeof realTalks>>
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    house = await realTalks(database)
  })
  afterEach(() => database.close())

  async function say(talk: Awaited<ReturnType<typeof house.talk>>, ...lines: string[]): Promise<string> {
    let heard = ''
    for (const line of lines) heard = await talk.says(line)
    return heard
  }

  test('a street and an address in one sentence answer both questions', async () => {
    const talk = await house.talk({ contact: null })
    await say(talk, '中午想吃面条', '同意', '王秀英', '1945年', '王奶奶')
    const heard = await talk.says('我住花园路街道，纬三路12号院3号楼2单元501')
    expect(heard).toContain('过敏')
    expect(talk.talk.frames.at(-2)?.slots).toMatchObject({
      street: '410105002',
      address: '花园路街道，纬三路12号院3号楼2单元501',
    })
  })

  test.each([
    '我叫王秀英，45年生，住花园路街道纬三路12号院3号楼2单元501，电话13800001234',
    '王秀英，今年81岁，住花园路街道，纬三路12号院3号楼2单元501，手机是13800001234',
  ])('what one sentence tells is not asked again: %s', async sentence => {
    const talk = await house.talk({ contact: null })
    await say(talk, '订饭', '同意', sentence, '王奶奶')
    expect(await talk.says('没有')).toMatch(
      /王秀英（王奶奶），花园路街道，?纬三路12号院3号楼2单元501，电话138 0000 1234。对吗/,
    )
    expect(await talk.says('对')).toContain('王奶奶，记好了')
    expect(talk.transcript.filter(line => line.includes('哪个街道'))).toEqual([])
  })

  test('another day while one is registered changes the order, and is nobody’s name', async () => {
    const talk = await house.talk({ contact: null })
    expect(await say(talk, '订明天午饭，青椒肉丝一份', '同意')).toContain('名字')
    expect(await talk.says('改成后天')).toContain('名字')
    const heard = await say(talk, '王秀英', '1945年', '王奶奶', '花园路街道，纬三路12号院3号楼2单元501', '没有', '对')
    expect(heard).toContain('王奶奶，记好了')
    expect(heard).toContain('后天中午饭')
  })

  test('a street alone is no address: its house is asked for', async () => {
    const talk = await house.talk({ contact: null })
    await say(talk, '订饭', '同意', '王秀英', '1945', '王奶奶')
    expect(await talk.says('南阳路')).toContain('几号院几号楼')
    expect(await talk.says('没有')).toContain('再说细一点')
    expect(await talk.says('李家寨东头老李家')).toContain('过敏')
  })

  test('without a mandate name, address and phone are asked, nothing on file is used, and the kitchen sees them', async () => {
    const daughter = await house.talk({ contact: null })
    // Chen Guilan is on file with a subsidy and an allergy; by name alone neither is known here.
    expect(await daughter.says('给我妈订今天晚饭，黄焖鸡一份')).toContain('叫什么名字')
    expect(await daughter.says('陈桂兰')).toContain('哪个街道')
    expect(await daughter.says('南阳路188号院5号楼1单元302')).toContain('电话')
    expect(await daughter.says('13800000101')).toContain('过敏')
    const readBack = await daughter.says('没有')
    expect(readBack).toContain('送到陈桂兰家（南阳路188号院5号楼1单元302，电话138 0000 0101）')
    expect(readBack).not.toContain('补贴')
    expect(await daughter.says('对')).toContain('单号')
    const [order] = await database.db.select().from(mealOrder).where(eq(mealOrder.contactId, daughter.contact))
    expect(order).toMatchObject({ dinerId: null, subsidyFen: 0, status: 'placed', mode: 'deliver' })
    expect(Buffer.from(order?.recipient ?? []).toString()).not.toContain('陈桂兰')
    expect(await database.db.select().from(subsidyClaim)).toEqual([])
    expect(await kitchenLabels()).toEqual([
      expect.objectContaining({ number: order?.number, name: '陈桂兰', door: '南阳路188号院5号楼1单元302' }),
    ])
    expect(daughter.person).toMatchObject({ level: 'anonymous', profiled: false })
  })

  test('all of it in two sentences', async () => {
    const talk = await house.talk({ contact: demoContactId('R002') })
    await say(talk, '给我妈订晚饭，一份黄焖鸡', '别人')
    expect(await talk.says('张三，住南阳路街道188号院3号楼2单元501，电话13800009999')).toContain('过敏')
    expect(await talk.says('没有')).toContain('送到张三家（南阳路街道188号院3号楼2单元501，电话138 0000 9999）')
  })

  test('at the read-back: it is for somebody else', async () => {
    const talk = await house.talk({ contact: demoContactId('P002') })
    expect(await talk.says('今天晚饭要一份黄焖鸡')).toContain('送到家')
    expect(await talk.says('给我姐订的')).toContain('叫什么名字')
    expect(await talk.says('上一步')).toContain('送到家')
  })

  test('a full kitchen offers the line; a place that comes free is told with its number', async () => {
    await database.db.execute(sql`update site_period set meals_capacity = 0 where site = 'M01' and period = 'dinner'`)
    const talk = await house.talk({ contact: demoContactId('P002') })
    expect(await talk.says('今天晚饭要一份黄焖鸡')).toMatch(/订满了.*排队，有空位告诉您.*0 找人/s)
    expect(await talk.says('排队')).toContain('有空位才算订上')
    expect(await talk.says('对')).toMatch(/排上队了，单号 \d+/)
    await database.db.execute(sql`update stock set capacity = 1 where site = 'M01' and kind = 'meals'`)
    for (const trade of house.trades) await database.transaction(async tx => trade.sweep?.(tx, TEST_NOW))
    const [signal] = house.told
    expect(signal).toMatchObject({ name: 'meal_place_free', conversation: talk.conversation })
    const heard = await talk.hears({ kind: 'signal', name: 'meal_place_free', data: signal?.data ?? {} })
    expect(heard).toMatch(/有空位了，给您订上了，单号 \d+.*黄焖鸡块1份.*您付\d+元/s)
  })

  async function kitchenLabels(): Promise<unknown> {
    const route = house.trades.flatMap(trade => trade.routes).find(one => one.path === '/kitchen')
    const staff = {
      id: branded<StaffId>('01900000-0000-7000-8000-000000000009'),
      name: '陈姐',
      role: 'operator',
      areas: ['41'],
    } as const
    const input = { date: '2026-11-24', period: 'dinner' }
    const reply = await database.transaction(async tx => route?.run(tx, input, { staff, now: TEST_NOW, csv: false }))
    // The route's own output schema says so.
    return reply?.kind === 'json' ? (reply.body as { labels: unknown }).labels : null
  }
})
