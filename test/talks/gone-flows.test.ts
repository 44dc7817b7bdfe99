import { describe, expect, onTestFinished, test } from 'vitest'
import { conversation, flowVersion } from '../../db/schema/index.ts'
import { eq, inArray } from '../../db/sql.ts'
import type { Talk } from '../../src/engine/talk.ts'
import { ENGINES, type Engine } from '../database.ts'
import { type House, openHouse } from '../desk/test-desk.ts'
import { changingFlows } from './changing-flows.ts'
import { LENDING } from './lending-trade.ts'
import { enterSituations, goOn, SITUATION_NAMES, type SituationName } from './talk-situations.ts'

const GONE = '这件事的办法改了，我找个人接着帮您办，您说过的都留着。'
/** Nothing went on any more, or what went on had been given to a person before. */
const NOT_HANDED: readonly SituationName[] = [
  'done, taken back',
  'done, said once more',
  'in the queue for a person',
  'in a queue that nobody serves',
]
const HANDED = SITUATION_NAMES.filter(name => !NOT_HANDED.includes(name))
/** Which version is missing is asked of either database; what happens then is the same on both, and is played on one. */
const on = (engine: Engine, names: readonly SituationName[]) => (engine === 'postgres' ? names : names.slice(0, 1))

describe.each(ENGINES)('versions vanish from the database on %s', engine => {
  test.each(on(engine, HANDED))('%s: a person goes on with what was said', async name => {
    const { house, desk } = await vanished(name)
    const before = await talkOf(house, name)
    const heard = (await goOn(house, desk, [name], 1))[name] ?? []
    expect(heard).toContain(GONE)
    expect(heard).toSatisfy((lines: readonly string[]) => lines.every(Boolean))
    expect((await house.handoffs(name)).map(row => row.reason)).toContain('version_gone')
    expect(drafts(await talkOf(house, name))).toEqual(drafts(before))
  })

  test.each(on(engine, NOT_HANDED))('%s: is answered, and begins again with what there is now', async name => {
    const { house, desk } = await vanished(name)
    const heard = (await goOn(house, desk, [name]))[name] ?? []
    expect(heard.length).toBeGreaterThan(0)
    expect(heard).toSatisfy((lines: readonly string[]) => lines.every(Boolean))
    const said = (await house.botSaid(name)).length
    await house.talk(desk, name, '借东西', '1', '2', '对')
    expect((await house.botSaid(name)).slice(said).at(-1)).toBe('借好了，单号 L-lamp。（新）')
  })

  /** Somebody in the situation, and a process that knows only what is in the database. */
  async function vanished(name: SituationName) {
    const house = await openHouse(engine)
    onTestFinished(() => house.close())
    const old = changingFlows()
    await enterSituations(house, await house.desk({ flows: old, trades: [LENDING] }), [name])
    const desk = await house.desk({ flows: changingFlows({ mark: '（新）' }), trades: [LENDING], process: 'second' })
    const hashes = old.map(one => one.hash)
    await house.database.db.delete(flowVersion).where(inArray(flowVersion.hash, hashes))
    return { house, desk }
  }
})

async function talkOf(house: House, name: SituationName): Promise<Talk> {
  const { contact, conversation: id } = await house.person(name)
  const [row] = await house.database.db.select().from(conversation).where(eq(conversation.id, id))
  const key = (await house.database.vault.keys(house.database.db, [contact])).get(contact)
  if (!row?.talk || !key) throw new Error('no talk')
  return house.database.vault.open(key, row.talk) as Talk // sealed by the turn as a Talk
}

/** Where each flow stands and what was answered in it, whether it goes on or is set aside. */
function drafts({ frames, parked }: Talk) {
  const all = [...frames, ...parked.flatMap(one => one.frames)]
  return all.map(({ flow, step, slots }) => ({ flow, step, slots })).sort((a, b) => (a.flow < b.flow ? -1 : 1))
}
