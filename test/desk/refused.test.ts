import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { channelAccount } from '../../db/schema/index.ts'
import { type AccountId, branded } from '../../src/core/ids.ts'
import { createReceive, type Receive } from '../../src/desk/receive/create-receive.ts'
import { emptyMemory } from '../../src/desk/turn/memory.ts'
import { pickOf, pickWaiting } from '../../src/desk/turn/pick.ts'
import { runBatch } from '../../src/desk/turn/run-batch.ts'
import { ENGINES } from '../database.ts'
import { ASLEEP } from './asleep.ts'
import { ACCOUNT, recordingChannel } from './recording-channel.ts'
import { type House, openHouse } from './test-desk.ts'

const PATIENT = { ...ACCOUNT, id: branded<AccountId>('telegram/patient') }
const SECONDS = 7

describe.each(ENGINES)('while turns are behind, on %s', engine => {
  let house: House
  let receive: Receive
  let desk: Awaited<ReturnType<House['desk']>>
  beforeEach(async () => {
    house = await openHouse(engine)
    await house.database.db.insert(channelAccount).values([PATIENT])
    desk = await house.desk()
    const channels = new Map([
      [ACCOUNT.id, recordingChannel(ACCOUNT)],
      [PATIENT.id, recordingChannel(PATIENT, { comesAgain: true })],
    ])
    receive = createReceive({ ...desk.ports, channels }, { ...ASLEEP, pressure: { refusal: () => SECONDS } })
  })
  afterEach(() => house.close())

  const come = (account: AccountId, text: string) =>
    receive(account, house.drafts([{ from: 'ann', text }]), house.clock.now)

  test('a platform that comes again is told when', async () => {
    await expect(come(PATIENT.id, '订饭')).rejects.toMatchObject({ code: 'unavailable', retryAfter: SECONDS })
  })

  test('a cry for help comes in all the same', async () => {
    expect(await come(PATIENT.id, '救命，我摔倒了')).toMatchObject([{ duplicate: false }])
  })

  test('a turn beside the others, as that of a cry, tells nothing of how far they are behind', async () => {
    const told: number[] = []
    const around = {
      memory: emptyMemory(desk.ports.now),
      handOver: { room: () => 0, take() {} },
      pressure: { turned: (waits: readonly number[]) => void told.push(waits.length) },
    }
    const picker = { kind: house.database.kind, process: 'zhaoying' }
    const [cry] = await come(ACCOUNT.id, '救命，我摔倒了')
    const beside = cry && (await pickOf(house.database.db, picker, [cry.conversation], house.clock.now))
    if (beside) await runBatch(desk.ports, around, beside, new Map())
    expect(told).toEqual([])
    await come(ACCOUNT.id, '买票')
    const batch = await pickWaiting(house.database.db, picker, [], house.clock.now)
    if (batch) await runBatch(desk.ports, around, batch, new Map())
    expect(told).toEqual([1])
  })

  test('what would not come again comes in', async () => {
    expect(await come(ACCOUNT.id, '订饭')).toMatchObject([{ duplicate: false }])
  })
})
