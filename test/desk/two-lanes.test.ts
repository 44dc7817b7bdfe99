import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { outbox } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import type { Desk } from '../../src/compose.ts'
import type { Delivery } from '../../src/core/channel.ts'
import { branded, type HandoffId, type StaffId } from '../../src/core/ids.ts'
import type { Staff } from '../../src/core/staff.ts'
import { claimOutgoing, forgetReply } from '../../src/desk/deliver/claim-outgoing.ts'
import { claimHandoff, replyToHandoff } from '../../src/desk/handoffs.ts'
import { ACCOUNT, type SentCall } from './recording-channel.ts'
import { type House, openHouse } from './test-desk.ts'

const OPERATOR: Staff = { id: branded<StaffId>('s1'), name: '李敏', role: 'operator', areas: ['4101'] }
const ROOM = { leaseMs: 10_000, most: 64 }

// Two processes with a lane each for one account: PGlite has one process only.
let house: House
beforeEach(async () => {
  house = await openHouse('postgres')
})
afterEach(() => house.close())

test('what comes later waits for what another process is just claiming; an emergency and other talks do not', async () => {
  const desk = await house.desk()
  await house.talk(desk, 'ann', '在吗')
  await house.database.transaction(async claiming => {
    expect(await claimOutgoing(claiming, ACCOUNT.id, house.clock.now, ROOM)).not.toEqual([])
    await house.talk(desk, 'ann', '在吗', '我摔倒了起不来')
    await house.talk(desk, 'bob', '在吗')
    const { conversation: ann } = await house.person('ann')
    const meanwhile = await claimOutgoing(desk.ports.database.db, ACCOUNT.id, house.clock.now, ROOM)
    const hers = meanwhile.filter(row => row.conversation === ann)
    expect(hers.map(row => row.urgent)).toEqual([true])
    expect(meanwhile.length).toBeGreaterThan(hers.length)
  })
})

test('an answer does not wait behind a broadcast that is not under way', async () => {
  const desk = await house.desk()
  await house.talk(desk, 'ann', '在吗')
  await house.database.db.update(outbox).set({ priority: 2 })
  await house.talk(desk, 'ann', '在吗')
  const one = await claimOutgoing(desk.ports.database.db, ACCOUNT.id, house.clock.now, { ...ROOM, most: 1 })
  const [first] = await house.database.db.select().from(outbox).where(eq(outbox.priority, 1)).orderBy(outbox.id)
  expect(one.map(row => row.id)).toEqual([first?.id])
})

test('a try that took longer than its lease forgets nothing of the one after it', async () => {
  const desk = await house.desk()
  await house.talk(desk, 'ann', '在吗')
  const { db } = desk.ports.database
  const [slow] = await claimOutgoing(db, ACCOUNT.id, house.clock.now, ROOM)
  if (!slow) throw new Error('nothing was claimed')
  house.clock.pass(ROOM.leaseMs + 1)
  const next = (await claimOutgoing(db, ACCOUNT.id, house.clock.now, ROOM)).find(row => row.id === slow.id)
  expect(await forgetReply(db, slow)).toBe(false)
  expect(next && (await forgetReply(db, next))).toBe(true)
})

const PEOPLE = ['ann', 'bob', 'cid']
const REPLIES = 60

/** Remembers who was spoken to while another call to them was under way, and what was taken in which order. */
class Platform {
  readonly taken = new Map<string, string[]>(PEOPLE.map(address => [address, []]))
  readonly atOnce: string[] = []
  readonly #busy = new Set<string>()
  #calls = 0
  troubles = 0

  readonly answer = async ({ address, text }: SentCall): Promise<Delivery> => {
    if (this.#busy.has(address)) this.atOnce.push(`${address}: ${text}`)
    this.#busy.add(address)
    const nth = ++this.#calls
    await pause(nth % 3)
    this.#busy.delete(address)
    if (nth % 4 === 0) return this.#trouble({ kind: 'throttled', retryAfterMs: 2, scope: 'chat' })
    if (nth % 7 === 0) return this.#trouble({ kind: 'unreachable', accepted: 'no', detail: '500' })
    this.taken.get(address)?.push(text)
    return { kind: 'sent' }
  }

  #trouble(answer: Delivery): Delivery {
    this.troubles++
    return answer
  }
}

test('two processes say what belongs to one talk in order and one at a time, also after 429 and 500', async () => {
  const platform = new Platform()
  const open = async (process: string) => {
    const desk = await house.desk({ process, waits: { deliveryRetry: Array(100).fill(1) } })
    desk.channel.script = platform.answer
    return desk
  }
  const desks = [await open('first'), await open('second')] as const
  const served: HandoffId[] = []
  for (const person of PEOPLE) served.push(await serve(desks[0], person))
  platform.taken.forEach(texts => void texts.splice(0))
  for (let nth = 0; nth < REPLIES; nth++) {
    for (const id of served)
      await replyToHandoff(desks[nth % 2 ? 0 : 1].ports, OPERATOR, id, { id: crypto.randomUUID(), text: `${nth}` })
    house.clock.pass(1)
    for (const { deliver } of desks) deliver.wake()
  }
  await expect
    .poll(
      async () => {
        house.clock.pass(5)
        await Promise.all(desks.map(desk => house.send(desk)))
        return house.outbox()
      },
      { timeout: 20_000 },
    )
    .toEqual([])
  const all = Array.from({ length: REPLIES }, (_, nth) => `${nth}`)
  expect([...platform.taken.values()]).toEqual(PEOPLE.map(() => all))
  expect(platform.atOnce).toEqual([])
  expect(platform.troubles).toBeGreaterThan(REPLIES / 2)
})

async function serve(desk: Desk, person: string): Promise<HandoffId> {
  await house.talk(desk, person, '人工')
  await expect
    .poll(async () => {
      house.clock.pass(5)
      await house.send(desk)
      return house.outbox()
    })
    .toEqual([])
  const [waiting] = await house.handoffs(person)
  const id = branded<HandoffId>(waiting?.id ?? '')
  await claimHandoff(desk.ports, OPERATOR, id)
  return id
}
