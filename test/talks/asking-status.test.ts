import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demoContactId } from '../../db/seed/people.ts'
import { ENGINES, type TestDatabase, testDatabase } from '../database.ts'
import { realTalks } from './real-talk.ts'

describe.each(ENGINES)('asking how an application stands with the shipped flows on %s', engine => {
  let database: TestDatabase
  let house: Awaited<ReturnType<typeof realTalks>>
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    house = await realTalks(database)
  })
  afterEach(() => database.close())

  test('a stranger with number and last four hears where it stands, and with neither nothing', async () => {
    const talk = await house.talk({ contact: null })
    expect(await talk.says('我的低保批了没')).toContain('ZZ开头')
    expect(await talk.says('ZZ410103202611210001016')).toContain('错了一位')
    expect(await talk.says('zz 4101 0320 2611 2100 0101 5')).toContain('后四位')
    const miss = await talk.says('0000')
    expect(miss).toContain('没有查到')
    expect(await talk.says('ZZ410103202611210001015')).toContain('后四位')
    expect(await talk.says('026X')).toMatch(
      /最低生活保障，单号 ZZ 4101 0320 2611 2100 0101 5\n正式收下了。.*最晚12月28日（周一）办完/s,
    )
    expect(talk.said.length).toBeLessThanOrEqual(3)
    // The same miss for a number that nobody has, and for a case of somebody else.
    for (const number of ['ZZ410105202612010001230', 'ZZ410105202611140001022']) {
      await talk.says('查进度')
      await talk.says(number)
      expect(await talk.says('026X')).toBe(miss)
    }
  })

  test('guessing ends with a person', async () => {
    const talk = await house.talk({ contact: null })
    await talk.says('查进度')
    for (const last4 of ['0001', '0002', '0003', '0004', '0005']) {
      await talk.says('ZZ410103202611210001015')
      expect(await talk.says(last4)).toContain('没有查到')
    }
    await talk.says('ZZ410103202611210001015')
    expect(await talk.says('026X')).toContain('[application_tries]')
  })

  test('a verified person hears of their own at once, reasons and remedies with it', async () => {
    const [he, zhou] = [demoContactId('P013'), demoContactId('P007')]
    expect(await (await house.talk({ contact: he })).says('我的申请')).toContain('正式收下了')
    expect(await (await house.talk({ contact: zhou })).says('查进度')).toContain('残疾人证、本人社保卡或银行账户')
  })

  test('a late one is said to be late, and staff have the card before it is said', async () => {
    const talk = await house.talk({ contact: demoContactId('P001') })
    expect(await talk.says('我的申请到哪一步了')).toMatch(/现在是：审核中。.*对不住/s)
    const kinds = talk.effects.map(effect => effect.kind)
    expect(kinds.slice(kinds.indexOf('notify'))).toEqual(['notify', 'say', 'say', 'ended', 'ended'])
  })

  test.each([
    ['zh-TW', '查進度', '後四位', /低收入|最低生活保障，單號 ZZ.*正式收下了/s],
    ['en', 'my application', 'last four', /No\. ZZ.*Formally accepted\. It will be decided by Mon 28\/12/s],
  ] as const)('in %s', async (language, ask, last4, stands) => {
    const talk = await house.talk({ contact: null, language })
    await talk.says(ask)
    expect(await talk.says('ZZ410103202611210001015')).toContain(last4)
    expect(await talk.says('026x')).toMatch(stands)
  })
})
