import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { visitPlace, visitRequest } from '../../db/schema/index.ts'
import { demoContactId } from '../../db/seed/people.ts'
import { branded, type StaffId } from '../../src/core/ids.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../database.ts'
import { realTalks } from './real-talk.ts'

describe.each(ENGINES)('visiting with the shipped flows on %s', engine => {
  let database: TestDatabase
  let house: Awaited<ReturnType<typeof realTalks>>
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    house = await realTalks(database)
  })
  afterEach(() => database.close())

  test('asked for, offered, agreed, moved and cancelled', async () => {
    const talk = await house.talk({ contact: demoContactId('P001') })
    expect(await talk.says('后天上午让志愿者来看看我')).toMatch(/陪聊探望.*健康问询.*5 .*0 找人/s)
    expect(await talk.says('1')).toContain('一个人住吗')
    await talk.says('是')
    expect(await talk.says('能')).toContain('还有要交代的吗')
    expect(await talk.says('没有')).toContain('您约：陪聊探望，后天（11月26日，周四）上午，到您家')
    expect(await talk.says('对')).toMatch(/收到了，单号 50000\d/)

    await staff('offer', { date: '2026-11-26', time: '09:30', visitor: '王敏', badge: '0315' })
    const [offered] = house.told
    const heard = await talk.hears({ kind: 'signal', name: offered?.name ?? '', data: offered?.data ?? {} })
    expect(heard).toContain('后天（11月26日，周四）上午9点半，志愿者王敏（工号0315）来。行吗？')
    expect(await talk.says('行')).toContain('约好了')
    expect(await visits()).toMatchObject([{ status: 'booked', startsAt: new Date('2026-11-26T01:30:00Z') }])

    expect(await talk.says('改上门')).toContain('已约好')
    expect(await talk.says('换时间')).toContain('换到哪天方便')
    expect(await talk.says('11月27号')).toContain('上午还是下午')
    expect(await talk.says('上午')).toContain('改成：陪聊探望，11月27日（周五）上午')
    expect(await talk.says('对')).toContain('改好了：11月27日（周五）上午9点半')
    expect(await visits()).toMatchObject([{ status: 'moved', moves: 1, date: '2026-11-27' }])
    expect(await taken()).toEqual([['2026-11-27', 'morning']])

    expect(await talk.says('取消上门')).toContain('已改期')
    expect(await talk.says('取消')).toContain('要取消：陪聊探望')
    expect(await talk.says('对')).toContain('这次上门取消了')
    expect(await visits()).toMatchObject([{ status: 'cancelled' }])
    expect(await taken()).toEqual([])
  })

  test('a son with a mandate asks for his mother; somebody new names who and where', async () => {
    const son = await house.talk({ contact: demoContactId('R003') })
    await son.says('约探访')
    await son.says('代办帮跑')
    expect(son.said.join()).toContain('周奶奶')
    expect(await son.says('周奶奶')).toContain('哪天方便')
    const stranger = await house.talk({ contact: null })
    await stranger.says('约探访')
    expect(await stranger.says('代办帮跑')).toContain('叫什么名字')
    await stranger.says('张三')
    await stranger.says('南阳路')
    await stranger.says('南阳路188号院3号楼2单元501')
    expect(await stranger.says('13800009999')).toContain('哪天方便')
  })

  async function staff(path: string, input: object): Promise<void> {
    const [visit] = await visits()
    const route = house.trades.flatMap(trade => trade.routes).find(one => one.path === `/visits/:id/${path}`)
    const who = { id: branded<StaffId>('staff'), name: '陈姐', role: 'dispatcher', areas: ['41'] } as const
    const given = { id: visit?.id, ...input }
    await database.transaction(async tx => route?.run(tx, given, { staff: who, now: TEST_NOW, csv: false }))
  }

  const visits = () => database.db.select().from(visitRequest)

  async function taken() {
    const rows = await database.db.select().from(visitPlace)
    return rows.filter(row => row.taken > 0).map(row => [row.date, row.halfDay])
  }
})
