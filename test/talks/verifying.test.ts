import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applicationCase, auditLog, contact, conversation, mealOrder } from '../../db/schema/index.ts'
import { demoContactId } from '../../db/seed/people.ts'
import { eq, inArray } from '../../db/sql.ts'
import type { Desk } from '../../src/compose.ts'
import { MINUTE } from '../../src/core/civil-time.ts'
import { branded, type HandoffId, type StaffId } from '../../src/core/ids.ts'
import type { Staff } from '../../src/core/staff.ts'
import { listHandoffs } from '../../src/desk/handoff-cards.ts'
import { openHandoff } from '../../src/desk/handoff-detail.ts'
import { claimHandoff, closeHandoff } from '../../src/desk/handoffs.ts'
import { unbindTalk } from '../../src/desk/unbind-talk.ts'
import { ENGINES } from '../database.ts'
import { realDesk } from '../desk/neighbours.ts'
import { type House, openHouse } from '../desk/test-desk.ts'

const CASEWORKER: Staff = {
  id: branded<StaffId>('01900000-0000-7000-8000-000000000009'),
  name: '冯丽',
  role: 'caseworker',
  areas: ['4101'],
}
const HE = 'P013'
const ASKERS = 64

describe.each(ENGINES)('telling a code with the shipped flows on %s', engine => {
  let house: House
  let desk: Desk
  let trades: Awaited<ReturnType<typeof realDesk>>['trades']
  beforeAll(async () => {
    house = await openHouse(engine, 'demo')
    const real = await realDesk(house)
    desk = real.desk
    trades = real.trades
  })
  afterAll(() => house.close())

  async function staff(path: string, input: unknown): Promise<unknown> {
    const route = trades.flatMap(trade => trade.routes).find(one => one.path === path)
    if (!route) throw new Error(`no route ${path}`)
    const asked = { staff: CASEWORKER, now: house.clock.now, csv: false }
    const reply = await house.database.transaction(tx => route.run(tx, route.input.parse(input), asked))
    return reply.kind === 'json' ? route.output.parse(reply.body) : null
  }
  const codeOf = async (person: string): Promise<string> => {
    const body = await staff('/identity-codes', { contact: demoContactId(person) })
    return (body as { code: string }).code // the route's own output schema was just applied
  }
  /** What was said since their last line, with its options. */
  async function say(from: string, ...lines: string[]): Promise<string> {
    await house.talk(desk, from, ...lines)
    const all = await house.transcript(from)
    const since = all.slice(all.findLastIndex(line => line.from === 'resident') + 1)
    return since.map(line => [line.text, ...line.choices].join('\n')).join('\n')
  }
  const verify = async (from: string, person: string) => say(from, '我有认证号', await codeOf(person), '对')
  async function speakerOf(from: string): Promise<string | undefined> {
    const { conversation: id } = await house.person(from)
    const [row] = await house.database.db.select().from(conversation).where(eq(conversation.id, id))
    return row?.speakerId
  }

  test('a stranger who is asked for a number verifies, and hears of their own in the same talk; another does not', async () => {
    expect(await say('one', '我的申请')).toContain('ZZ开头')
    expect(await say('one', '我有认证号', await codeOf(HE))).toContain('这是何阿姨的认证号')
    const heard = await say('one', '对')
    expect(heard).toMatch(/认好了，何阿姨.*最低生活保障，单号 ZZ.*正式收下了/s)
    expect(heard).not.toContain('ZZ开头')
    expect(await say('one', '我的')).toContain('最低生活保障，已受理')
    expect(await say('two', '我的')).toContain('没有订着的饭')
    expect(await say('two', '我的申请')).toContain('ZZ开头')
  })

  test('what a stranger ordered before is still theirs, beside the file of whom they turned out to be', async () => {
    await say('eater', '给我妈订今天晚饭，黄焖鸡一份', '张三', '南阳路188号院5号楼1单元302', '13800009999', '没有')
    expect(await say('eater', '对')).toContain('订好了')
    expect(await verify('eater', 'P007')).toContain('认好了，周奶奶')
    const mine = await say('eater', '我的')
    expect(mine).toContain('黄焖鸡')
    expect(mine).toContain('重度残疾人护理补贴，待补正')
  })

  test('a step of the application is told in the verified talk', async () => {
    expect(await verify('waits', 'P010')).toContain('认好了')
    const number = 'ZZ410105202611140001022'
    const [file] = await house.database.db.select().from(applicationCase).where(eq(applicationCase.number, number))
    await say('passer-by', '您好')
    const before = (await house.botSaid('waits')).length
    await staff('/applications/:id/advance', { id: file?.id, to: 'reviewing' })
    await house.settle(desk)
    const news = (await house.botSaid('waits')).slice(before).join('\n')
    expect(news).toContain('ZZ 4101 0520 2611 1400 0102 2')
    expect((await house.botSaid('passer-by')).join('\n')).not.toContain('0102 2')
  })

  test('staff see who speaks on the card and in the detail, and the whole talk opens', async () => {
    await say('asks', '您好')
    await verify('asks', HE)
    await say('asks', '找人')
    const district = { ...CASEWORKER, areas: ['410103'] }
    const { conversation: id } = await house.person('asks')
    const cards = await house.database.transaction(tx => listHandoffs(desk.ports, tx, district, 'open'))
    const card = cards.find(one => one.conversation === id)
    expect(card).toMatchObject({ form: '何阿姨', area: '410103007', language: 'zh-CN' })
    const detail = await openHandoff(desk.ports, district, branded<HandoffId>(card?.id ?? ''))
    expect(detail.profile).toMatchObject({ name: '何素琴', phone: '13800000113' })
    const said = detail.messages.filter(one => one.from === 'resident').map(one => one.text)
    expect(said).toEqual(['您好', '我有认证号', expect.stringMatching(/^\d{5} \d{5}$/), '对', '找人'])
    const audited = await house.database.db.select().from(auditLog).where(eq(auditLog.act, 'handoff.open'))
    expect(audited).toMatchObject([{ contactId: demoContactId(HE), subject: card?.id }])
  })

  test('whoever says that it is not they changes nothing, and the code is still good for the person', async () => {
    const code = await codeOf('P001')
    expect(await say('finder', '认证', code, '不是')).toContain('没有认')
    expect(await speakerOf('finder')).toBe((await house.person('finder')).contact)
    expect(await say('finder', '我的')).toContain('没有订着的饭')
    expect(await say('owner', '认证', code, '是')).toContain('认好了，陈奶奶')
    expect(await speakerOf('owner')).toBe(demoContactId('P001'))
  })

  describe('a talk that was somebody’s by mistake', () => {
    const letUndoEnd = (id: string) =>
      house.database.db
        .update(mealOrder)
        .set({ undoUntil: new Date(house.clock.now) })
        .where(eq(mealOrder.id, id))
    const unbind = async (from: string) =>
      unbindTalk(desk.ports, trades, CASEWORKER, (await house.person(from)).conversation)

    test('speaks as its own contact again: nothing of the other is told, offered or taken back there', async () => {
      await say('wrong', '给我妈订今天晚饭，黄焖鸡一份', '张三', '南阳路188号院5号楼1单元302', '13800009999', '没有')
      expect(await say('wrong', '对')).toContain('订好了')
      expect(await verify('wrong', 'P003')).toContain('认好了')
      expect(await say('wrong', '我要订明天午饭，青椒肉丝一份')).toContain('青椒肉丝')
      expect(await say('wrong', '对')).toContain('订好了')
      const { underWay } = await unbind('wrong')
      expect(underWay).toHaveLength(1)
      expect(await speakerOf('wrong')).toBe((await house.person('wrong')).contact)
      const mine = await say('wrong', '我的')
      expect(mine).toContain('黄焖鸡')
      expect(mine).not.toContain('青椒肉丝')
      expect(await say('wrong', '撤销')).not.toContain('青椒肉丝')
    })

    test('forgets what was going on and set aside, and an answer to it does nothing', async () => {
      await verify('halfway', 'P003')
      expect(await say('halfway', '我要订明天午饭，青椒肉丝一份')).toContain('青椒肉丝')
      await unbind('halfway')
      expect(await say('halfway', '再说一遍')).not.toContain('青椒肉丝')
      const before = await house.orders()
      expect(await say('halfway', '对')).not.toContain('订好了')
      expect(await house.orders()).toHaveLength(before.length)
      await say('aside', '订饭')
      expect(await verify('aside', 'P003')).toContain('接着来吗')
      await unbind('aside')
      expect(await say('aside', '再说一遍')).not.toContain('接着来吗')
    })

    test('hears no more of what was ordered there for the other, who hears it in a chat of their own', async () => {
      await verify('news', 'P006')
      const { conversation: id } = await house.person('news')
      const person = eq(contact.id, demoContactId('P006'))
      expect((await house.database.db.select().from(contact).where(person))[0]?.newsIn).toBe(id)
      expect(await say('news', '我要订明天午饭，青椒肉丝一份')).toContain('青椒肉丝')
      await say('news', '对')
      const [order] = (await house.orders()).filter(one => one.conversationId === id)
      const before = (await house.botSaid('news')).length
      await letUndoEnd(order?.id ?? '')
      await staff('/orders/:id/no-answer', { id: order?.id })
      // Before it is said.
      await unbind('news')
      expect((await house.database.db.select().from(contact).where(person))[0]?.newsIn).toBeNull()
      await house.settle(desk)
      await verify('really', 'P006')
      await staff('/orders/:id/delivered', { id: order?.id })
      await house.settle(desk)
      expect((await house.botSaid('news')).slice(before)).toEqual([])
      expect((await house.botSaid('really')).at(-1)).toContain(order?.number)
    })

    test('still asks whether somebody is well, and their silence raises the alarm', async () => {
      await verify('denies', 'P003')
      expect(await say('denies', '我没摔倒')).toContain('您没事吧')
      await unbind('denies')
      const before = (await house.alarms()).length
      house.clock.pass(6 * MINUTE)
      const { conversation: id } = await house.person('denies')
      await desk.turn.now([id])
      expect(await house.alarms()).toHaveLength(before + 1)
    })

    test('is given back by staff without what it was about', async () => {
      await verify('served', 'P003')
      await say('served', '我要订明天午饭，青椒肉丝一份', '找人')
      const [card] = await house.handoffs('served')
      const id = branded<HandoffId>(card?.id ?? '')
      await claimHandoff(desk.ports, CASEWORKER, id)
      await unbind('served')
      await closeHandoff(desk.ports, CASEWORKER, id, { note: '说清楚了', slots: {} })
      const before = (await house.botSaid('served')).length
      await house.settle(desk)
      const said = (await house.botSaid('served')).slice(before).join('\n')
      expect(said).toContain('说清楚了')
      expect(said).not.toContain('青椒肉丝')
    })

    test('can become the right one’s with another code', async () => {
      await verify('again', 'P003')
      await unbind('again')
      expect(await verify('again', 'P001')).toContain('认好了，陈奶奶')
    })
  })

  test('a talk that is somebody’s already goes to a person', async () => {
    await verify('theirs', HE)
    expect(await say('theirs', '认证', await codeOf('P001'))).toContain('已经是别人的了')
    expect(await speakerOf('theirs')).toBe(demoContactId(HE))
    expect(await house.handoffs('theirs')).toMatchObject([{ reason: 'identity', state: 'open' }])
  })

  test.each([
    ['繁體', '認證', '這是何阿姨的認證號', '對', '認好了，何阿姨', '我的', '最低生活保障'],
    ['English', 'my code', 'These are the digits of Mrs He', 'yes', 'Thank you, Mrs He', 'mine', 'Minimum'],
  ])('in %s', async (language, ask, whose, yes, thanks, mine, what) => {
    await say(language, '换语言', language)
    expect(await say(language, ask, await codeOf(HE))).toContain(whose)
    expect(await say(language, yes)).toContain(thanks)
    expect(await say(language, mine)).toContain(what)
  })

  test('of 64 talks that agree to one code at once, over two processes, one becomes theirs', async () => {
    const { desk: other } = await realDesk(house, 'second')
    const people = Array.from({ length: ASKERS }, (_, i) => `asker${i}`)
    const code = await codeOf('P012')
    for (const text of ['认证', code]) {
      await house.store(desk, ...people.map(from => ({ from, text })))
      await house.settle(desk)
    }
    await house.store(desk, ...people.map(from => ({ from, text: '对' })))
    // Whoever waited too long for another's lock is tried again a little later.
    for (let i = 0; i < 5; i++) {
      other.turn.wake()
      await house.settle(desk)
      await other.turn.idle()
      house.clock.pass(MINUTE)
    }
    const heard = await Promise.all(people.map(async from => (await house.botSaid(from)).join('\n')))
    expect(heard.filter(text => text.includes('认好了，刘爷爷'))).toHaveLength(1)
    expect(heard.filter(text => text.includes('这个号没对上'))).toHaveLength(ASKERS - 1)
    const talks = await Promise.all(people.map(async from => (await house.person(from)).conversation))
    const rows = await house.database.db.select().from(conversation).where(inArray(conversation.id, talks))
    expect(rows.filter(row => row.speakerId !== row.contactId)).toMatchObject([{ speakerId: demoContactId('P012') }])
  })
})
