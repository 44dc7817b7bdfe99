import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openaiSpeech } from '../../adapters/openai/openai-speech.ts'
import { conversation, inbound } from '../../db/schema/index.ts'
import { eq, isNotNull } from '../../db/sql.ts'
import type { Fetched } from '../../src/core/channel.ts'
import type { InboundContent } from '../../src/core/inbound.ts'
import { erasePerson } from '../../src/desk/erase-person.ts'
import { nextDue } from '../../src/desk/next-due.ts'
import { transcript } from '../../src/desk/transcript.ts'
import { ENGINES } from '../database.ts'
import { type OpenaiService, openOpenaiService } from '../stand-ins/openai-service.ts'
import { ACCOUNT, recordingChannel } from './recording-channel.ts'
import { type House, openHouse } from './test-desk.ts'

const OGG: Fetched = { kind: 'fetched', bytes: new Uint8Array([0x4f, 0x67, 0x67, 0x53, 1, 2, 3]) }
const VOICE: InboundContent = { kind: 'media', media: 'voice', remote: 'voice 7' }
const BUSY = { status: 500 } as const

let service: OpenaiService
beforeAll(async () => {
  service = await openOpenaiService()
})
afterAll(() => service?.close())

describe.each(ENGINES)('a voice on %s', engine => {
  let house: House
  let desk: Awaited<ReturnType<typeof open>>
  const open = async (fetched: Fetched = OGG, process?: string) => {
    const channel = recordingChannel(ACCOUNT, { fetch: async () => fetched })
    const speech = openaiSpeech({ ...service, fetch: globalThis.fetch })
    return house.desk({ channel, speech, waits: { deliveryRetry: [1_000] }, ...(process && { process }) })
  }
  beforeEach(async () => {
    house = await openHouse(engine)
    service.asked.splice(0)
    desk = await open()
    await house.talk(desk, 'ann', '你好')
  })
  afterEach(() => house.close())

  const send = (content: InboundContent = VOICE) => house.store(desk, { from: 'ann', content, key: 'ann:v1' })
  /** The recording comes, then the service is asked. */
  const listen = async (on = desk) => {
    on.media.wake()
    await on.media.idle()
    on.interpret.wake()
    await on.interpret.idle()
    await on.turn.idle()
  }
  const said = async () => (await house.transcript('ann')).slice(2).filter(line => line.from === 'resident')
  const shown = async () => transcript(desk.ports, (await house.person('ann')).conversation, { limit: 50 })
  const reasons = async () => (await house.handoffs('ann')).map(row => row.reason)
  const waiting = () => house.database.db.select().from(inbound).where(isNotNull(inbound.askDueAt))

  test('is read by its words, and what was written after it waits behind it', async () => {
    service.next({ says: '买票。' })
    await send()
    await house.store(desk, { from: 'ann', text: '1' })
    await house.settle(desk)
    expect(await said()).toEqual([])
    await listen()
    await house.settle(desk)
    expect((await shown()).slice(-3).map(line => line.text.split('\n')[0])).toEqual(['买票。', '1', '大的小的？'])
  })

  test('is shown with its words and its sound', async () => {
    service.next({ says: '买票。' })
    await send()
    await listen()
    await house.settle(desk)
    expect((await shown()).find(line => line.media)).toMatchObject({ text: '买票。', media: [{ type: 'audio/ogg' }] })
    expect(await waiting()).toEqual([])
  })

  test('that cries for help raises its alarm as typed words do, once', async () => {
    service.next({ says: '我摔倒了起不来' })
    const [voice] = await send()
    await listen()
    expect(await house.alarms()).toMatchObject([{ class: 'fall', inboundId: voice?.id }])
    expect((await house.botSaid('ann')).at(-1)).toContain('120')
    await house.settle(desk)
    expect(await house.alarms()).toHaveLength(1)
  })

  test('holds up no cry for help that is written meanwhile; its words follow', async () => {
    service.next({ says: '买票。' })
    await send()
    await desk.receive(ACCOUNT.id, house.drafts([{ from: 'ann', text: '救命' }]), house.clock.now)
    await expect.poll(async () => (await said()).map(line => line.text)).toEqual(['media', '救命'])
    expect((await house.botSaid('ann')).some(text => text.includes('我已通知值班人员'))).toBe(true)
    await listen()
    await house.settle(desk)
    expect((await said()).map(line => line.text)).toEqual(['media', '救命', '买票。'])
  })

  test.each<readonly [string, Fetched, number]>([
    ['that the service never writes down', OGG, 4],
    ['that is no sound', { kind: 'fetched', bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0]) }, 0],
    ['that the platform lost', { kind: 'gone', detail: '404' }, 0],
  ])('%s goes to a person', async (_, fetched, asked) => {
    desk = await open(fetched)
    service.next(BUSY, BUSY, BUSY, BUSY)
    await send()
    for (const pause of [0, 1_000, 4_000, 15_000]) {
      house.clock.pass(pause)
      await listen()
    }
    await house.settle(desk)
    expect(service.asked).toHaveLength(asked)
    expect(await reasons()).toEqual(['voice'])
    expect(await waiting()).toEqual([])
  })

  test('whose process died goes to a person in time, its words follow when another hears it, and it is heard once', async () => {
    service.next('silence', { says: '我摔倒了起不来' })
    await send()
    desk.media.wake()
    await desk.media.idle()
    desk.interpret.wake()
    await expect.poll(() => service.asked.length).toBe(1)
    // The one that asked hangs; its lease ends.
    const other = await open(OGG, 'second')
    house.clock.pass(25_000)
    await house.settle(other)
    expect(await reasons()).toEqual(['voice'])
    await listen(other)
    await house.settle(other)
    expect((await said()).map(line => line.text)).toEqual(['media', '我摔倒了起不来'])
    expect(await house.alarms()).toHaveLength(1)
    await desk.interpret.stop()
    await house.settle(other)
    expect((await said()).map(line => line.text)).toEqual(['media', '我摔倒了起不来'])
  })

  test('with the platform’s own words asks nobody', async () => {
    await send({ ...VOICE, caption: '买票。' })
    await house.settle(desk)
    expect((await house.botSaid('ann')).at(-1)).toContain('要哪一样')
    await listen()
    expect(service.asked).toEqual([])
  })

  test('to staff is there at once, and its words follow', async () => {
    service.next({ says: '买票。' })
    const { conversation: id } = await house.person('ann')
    await house.database.db.update(conversation).set({ owner: 'staff' }).where(eq(conversation.id, id))
    await send()
    await house.settle(desk)
    expect((await said()).map(line => line.text)).toEqual(['media'])
    await listen()
    await house.settle(desk)
    expect((await said()).map(line => line.text)).toEqual(['media', '买票。'])
  })

  test('without a service goes to a person', async () => {
    const deaf = await house.desk({ channel: recordingChannel(ACCOUNT, { fetch: async () => OGG }) })
    await house.store(deaf, { from: 'ann', content: VOICE })
    await house.settle(deaf)
    expect(await reasons()).toEqual(['voice'])
    expect(await waiting()).toEqual([])
  })

  test('of somebody who is erased meanwhile is nobody’s', async () => {
    service.next({ says: '买票。' })
    await send()
    const { contact } = await house.person('ann')
    await house.database.transaction(tx => erasePerson(desk.ports.vault, [], tx, contact, house.clock.now))
    await listen()
    expect(service.asked).toEqual([])
    expect(await waiting()).toEqual([])
    const rows = await house.database.db.select().from(inbound)
    expect(rows.every(row => row.handledAt !== null && row.understood === null)).toBe(true)
  })

  test('tells when the next try is due', async () => {
    service.next(BUSY)
    await send()
    await listen()
    await house.send(desk)
    expect(await nextDue(desk.ports)).toBe(house.clock.now + 1_000)
  })
})
