import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { flow } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import { publish } from '../../src/desk/publish.ts'
import { ENGINES, type Engine } from '../database.ts'
import { type House, openHouse } from '../desk/test-desk.ts'
import { changingFlows, type FlowsAs } from './changing-flows.ts'
import { LENDING } from './lending-trade.ts'
import { type SituationsHouse, situationsHouse } from './situations-house.ts'
import { enterSituations, goOn, type Heard, SITUATION_NAMES } from './talk-situations.ts'

type Desk = Awaited<ReturnType<House['desk']>>

interface Change {
  readonly as: FlowsAs
  /** What somebody is told who begins only now. */
  readonly newcomer: string
  /** A sub-flow that begins only now is the current one. */
  readonly wraps?: string
}

const OTHER_TEXTS: Change = { as: { mark: '（新）' }, newcomer: '借什么？（新）', wraps: '（新）' }
const CHANGES: readonly (readonly [string, Change])[] = [
  ['other texts', OTHER_TEXTS],
  ['every step removed', { as: { renamed: true }, newcomer: '借什么？' }],
  ['one more thing to ask', { as: { colour: true }, newcomer: '红的蓝的？' }],
  ['a sub-flow with other texts', { as: { wrapMark: '（新）' }, newcomer: '借什么？', wraps: '（新）' }],
  ['a choice removed', { as: { things: ['chair'] }, newcomer: '借什么？' }],
  ['the flow taken out', { as: { without: 'lend' }, newcomer: '没听懂' }],
]

/** The process that published it, and one that started afterwards and has never met the old versions. */
const PROCESSES = { 'the same process': same, 'a process started afterwards': another } as const
/** A version that a process has not met is asked of either database; what follows is the same on both, and is played on one. */
const casesOn = (engine: Engine) =>
  CASES.filter(
    ([what, process]) => engine === 'postgres' || (what === 'every step removed' && process !== 'the same process'),
  )
const CASES = CHANGES.flatMap(([what, change]) =>
  Object.entries(PROCESSES).map(([process, reopened]) => [what, process, change, reopened] as const),
)

describe.each(ENGINES)('a definition changes under talks on %s', engine => {
  /** What everybody hears when nothing changes. */
  let unchanged: Heard
  let everybody: SituationsHouse
  beforeAll(async () => {
    everybody = await situationsHouse(engine)
    const house = await everybody.enter()
    unchanged = await goOn(house, await oldDesk(house), SITUATION_NAMES)
  })
  afterAll(() => everybody?.close())

  test('as long as nothing changes everybody is answered', () => {
    for (const name of SITUATION_NAMES) expect(unchanged[name]).toSatisfy(isAnswered, name)
  })

  test.each(casesOn(engine))(
    '%s: whoever is in a talk ends with what it began with, in %s',
    async (_, __, change, reopened) => {
      const house = await everybody.enter()
      const after = await reopened(house, await oldDesk(house), change.as)
      expect(await goOn(house, after, SITUATION_NAMES)).toEqual(wrappedAnew(unchanged, change))
      await house.talk(after, 'newcomer', '你好', '借东西')
      expect((await house.botSaid('newcomer')).join()).toContain(change.newcomer)
    },
  )

  // What a process has to read anew is the same on both databases.
  if (engine === 'pglite') return
  test.each(SITUATION_NAMES)('%s: in a process that nobody else makes read the old version', async name => {
    const house = await openHouse(engine)
    onTestFinished(() => house.close())
    const desk = await oldDesk(house)
    await enterSituations(house, desk, [name])
    const after = await another(house, desk, OTHER_TEXTS.as)
    expect((await goOn(house, after, [name]))[name]).toEqual(wrappedAnew(unchanged, OTHER_TEXTS)[name])
  })
})

const oldDesk = (house: House): Promise<Desk> => house.desk({ flows: changingFlows(), trades: [LENDING] })

function isAnswered(heard: readonly string[] | undefined): boolean {
  return heard !== undefined && heard.length > 0 && heard.every(line => line !== '')
}

async function same(house: House, desk: Desk, as: FlowsAs): Promise<Desk> {
  await house.database.transaction(async tx => {
    await publish(tx, changingFlows(as), 'somebody')
    if (as.without) await tx.delete(flow).where(eq(flow.flow, as.without))
  })
  await desk.ports.shelf.refresh(house.database.db)
  return desk
}

async function another(house: House, desk: Desk, as: FlowsAs): Promise<Desk> {
  await same(house, desk, as)
  return house.desk({ flows: changingFlows(as), trades: [LENDING], process: 'second' })
}

function wrappedAnew(unchanged: Heard, { wraps }: Change): Heard {
  if (wraps === undefined) return unchanged
  const [first = '', ...rest] = unchanged['at a question'] ?? []
  return { ...unchanged, 'at a question': [first.replace(/[？包](?= |$)/g, `$&${wraps}`), ...rest] }
}
