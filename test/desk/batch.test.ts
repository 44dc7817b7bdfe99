import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SeedKind } from '../../db/seed/seed.ts'
import type { Desk } from '../../src/compose.ts'
import { ENGINES, type Engine } from '../database.ts'
import { type DeskRows, deskRows } from './desk-rows.ts'
import { historyOf, type Move, personArbitrary, type Round, said } from './histories.ts'
import { moveInNeighbours, NEIGHBOURS, realDesk } from './neighbours.ts'
import { type House, openHouse } from './test-desk.ts'
import { withoutAnswered } from './without-answered.ts'

// One history is lived three times, from the same rows and the same moment: what waits together handled in one batch,
// on each database, and every message handled before the next is stored. The rows must be the same.

const PEOPLE = 64
/** As many as a purchase has messages; a meal is ordered in two. */
const ROUNDS = { shop: 5, meals: 3 } as const
const passing = (rounds: number, ...ms: number[]) =>
  fc.array(fc.constantFrom(...ms), { minLength: rounds, maxLength: rounds })
/** A whole history is the example: a smaller one would take minutes to find, and its seed brings this one back. */
const ONE = { numRuns: 1, endOnFailure: true }
const TIME_OUT = 240_000
/** Where every message is handled alone: several times as many statements, on the database that has them cheaper. */
const YARDSTICK: Engine = 'postgres'

/** What people do in the middle of anything. */
const ASIDES: readonly Move[] = [
  'again',
  'nothing',
  ...['0', '2', '撤销', '取消', '上一步', '重复', '菜单', '停'].map(said),
  ...['我摔倒了起不来', '我没摔倒', '天上飞的', '有点不舒服'].map(said),
  { kind: 'choice', token: '2.1' },
  { kind: 'choice', token: 'w.2' },
  { kind: 'media', media: 'photo' },
  { kind: 'left' },
  { kind: 'joined' },
]

const buyerAside = fc.constantFrom<Move>('twice', 'twice', ...['买票', '帮票', '等票', '坏票'].map(said), ...ASIDES)
const buyerScript = fc
  .tuple(fc.constantFrom('1', '2'), fc.constantFrom('1', '2'), fc.constantFrom('1', '2', '3', '4'))
  .map(answers => ['买票', ...answers, '1'])
/** What the database says no to: that first batch is taken back, and everybody in it tried alone. */
const refusedScript = fc.constant(['错票', '1', '1'])
const buyers = Array.from({ length: PEOPLE }, (_, i) =>
  personArbitrary(`p${i}`, i === 0 ? refusedScript : buyerScript, buyerAside, ROUNDS.shop),
)
// Timers run after all that waits: where two messages of one person wait together, none falls due between them.
const shopHistory = fc
  .tuple(fc.tuple(...buyers), passing(ROUNDS.shop, 1_000, 5_000, 15_000))
  .map(([people, passes]) => historyOf(people, passes))

const eaterAside = fc.constantFrom<Move>(
  ...['1', '对', '不对', '退饭', '再来一份', '查订单', '今天中午要一份家常豆腐', '再加一份米饭', '老样子'].map(said),
  ...ASIDES,
)
const eaterScript = fc
  .tuple(
    fc.constantFrom('今天中午要', '今天中午要', '明天中午要'),
    fc.constantFrom('一份', '两份'),
    fc.constantFrom('软烧红烧肉', '粉蒸肉', '番茄炒蛋', '米饭', '土豆炖牛肉'),
  )
  .map(([when, quantity, dish]) => [`${when}${quantity}${dish}`, '对'])
const eaters = NEIGHBOURS.map(address => personArbitrary(address, eaterScript, eaterAside, ROUNDS.meals))
const mealHistory = fc
  .tuple(fc.tuple(...eaters), passing(ROUNDS.meals, 1_000, 5_000, 40_000, 660_000))
  .map(([people, passes]) => historyOf(people, passes))

describe('a batch of 64 conversations gives on each database what one by one gives', () => {
  test('while tickets run out, messages wait together, and steps fail', { timeout: TIME_OUT }, async () => {
    const property = fc.asyncProperty(shopHistory, async ({ rounds }) => {
      const lived = (engine: Engine, handle: Handle) =>
        inHouse(engine, 'none', async house => {
          await house.stock({ rice: 25, noodle: 25 })
          return live(house, await house.desk(), rounds, handle)
        })
      const singly = await lived(YARDSTICK, oneByOne)
      for (const engine of ENGINES) {
        const together = await lived(engine, inBatches)
        expectSame(together, singly)
        expect(toldBy(together)).toContain('卖完了')
      }
    })
    await fc.assert(property, ONE)
  })

  // What a turn reads to be shown (a menu, a quote) it reads before anybody in it reserves: of the messages that wait
  // together those that only ask come first, and those that order or take back follow in their order of arrival.
  test('while portions of real meals run out', { timeout: TIME_OUT }, async () => {
    const property = fc.asyncProperty(mealHistory, async ({ rounds }) => {
      const lived = (engine: Engine, received: readonly Round[], handle: Handle) =>
        inHouse(engine, 'demo', async house => {
          await moveInNeighbours(house)
          const { desk, reserving } = await realDesk(house)
          return { rows: await live(house, desk, received, handle), acts: await reserving() }
        })
      const batches = {
        pglite: await lived('pglite', rounds, inBatches),
        postgres: await lived('postgres', rounds, inBatches),
      }
      const { acts } = batches[YARDSTICK]
      const askingFirst = rounds.map(({ messages, pass }) => ({
        messages: messages.toSorted((a, b) => Number(acts.has(a.key)) - Number(acts.has(b.key))),
        pass,
      }))
      const singly = await lived(YARDSTICK, askingFirst, oneByOne)
      for (const together of Object.values(batches)) {
        expectSame(together.rows, singly.rows)
        expect(toldBy(together.rows)).toMatch(/没有了|只剩|订满了/)
      }
    })
    await fc.assert(property, ONE)
  })
})

/** A house that is there for one life. */
async function inHouse<T>(engine: Engine, seed: SeedKind, life: (house: House) => Promise<T>): Promise<T> {
  const house = await openHouse(engine, seed)
  return life(house).finally(() => house.close())
}

type Handle = (house: House, desk: Desk, messages: Round['messages']) => Promise<void>

const inBatches: Handle = async (house, desk, messages) => {
  await house.store(desk, ...messages)
  await house.settle(desk)
}

const oneByOne: Handle = async (house, desk, messages) => {
  for (const message of messages) {
    await house.store(desk, message)
    await house.settle(desk)
  }
}

async function live(house: House, desk: Desk, rounds: readonly Round[], handle: Handle): Promise<DeskRows> {
  // What is to be sent stays in the outbox, to be compared.
  await desk.deliver.stop()
  for (const { messages, pass } of rounds) {
    await handle(house, desk, messages)
    house.clock.pass(pass)
  }
  // What failed is tried until it goes to a person; what waits for its time has had it.
  for (let i = 0; i < 4; i++) {
    house.clock.pass(5_000)
    await house.settle(desk)
  }
  house.clock.pass(660_000)
  await desk.sweep()
  await house.settle(desk)
  return deskRows(house)
}

function expectSame(together: DeskRows, singly: DeskRows): void {
  expect(together.shared).toEqual(singly.shared)
  const talks = Object.entries(singly.talks)
  expect(talks.length).toBeGreaterThanOrEqual(PEOPLE)
  for (const [who, talk] of talks) {
    expect(together.talks[who], who).toEqual(withoutAnswered(talk, together.talks[who]))
  }
}

const toldBy = (lived: DeskRows) =>
  JSON.stringify(Object.values(lived.talks).flatMap(talk => talk.messages.map(message => message.body)))
