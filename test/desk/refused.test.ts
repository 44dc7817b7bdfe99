import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { channelAccount } from '../../db/schema/index.ts'
import { instant } from '../../src/core/civil-time.ts'
import { type AccountId, branded } from '../../src/core/ids.ts'
import { createReceive, type Receive } from '../../src/desk/receive/create-receive.ts'
import { emptyMemory } from '../../src/desk/turn/memory.ts'
import { ENGINES } from '../database.ts'
import { ACCOUNT, recordingChannel } from './recording-channel.ts'
import { type House, openHouse } from './test-desk.ts'

const PATIENT = { ...ACCOUNT, id: branded<AccountId>('telegram/patient') }
const SECONDS = 7

describe.each(ENGINES)('while turns are behind, on %s', engine => {
  let house: House
  let receive: Receive
  beforeEach(async () => {
    house = await openHouse(engine)
    await house.database.db.insert(channelAccount).values([PATIENT])
    const desk = await house.desk()
    const channels = new Map([
      [ACCOUNT.id, recordingChannel(ACCOUNT)],
      [PATIENT.id, recordingChannel(PATIENT, { comesAgain: true })],
    ])
    const idle = { wake() {}, now: async () => {} }
    receive = createReceive(
      { ...desk.ports, channels },
      {
        memory: emptyMemory(() => instant(0)),
        turn: idle,
        media: idle,
        pressure: { refusal: () => SECONDS },
      },
    )
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

  test('what would not come again comes in', async () => {
    expect(await come(ACCOUNT.id, '订饭')).toMatchObject([{ duplicate: false }])
  })
})
