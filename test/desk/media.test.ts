import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { attachment, mediaFetch } from '../../db/schema/index.ts'
import type { Fetched } from '../../src/core/channel.ts'
import { openAttachment } from '../../src/desk/media/attachments.ts'
import { nextDue } from '../../src/desk/next-due.ts'
import { transcript } from '../../src/desk/transcript.ts'
import { ENGINES } from '../database.ts'
import { ACCOUNT, recordingChannel } from './recording-channel.ts'
import { publication } from './shop-flows.ts'
import { type House, openHouse } from './test-desk.ts'

const PHOTO = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
/** 照票: asks for a picture. */
const PICTURE = publication(`
format: flow/1
flow: picture
about: A picture.
title: title
triggers: [{ words: { zh-CN: [照票] } }]
slots:
  picture: { type: photo, ask: ask_picture }
start: ask
steps:
  ask: { ask: picture, next: done }
  done: { end: done, say: done }
texts:
  zh-CN: { title: 照票, ask_picture: 请拍一张。, done: 收到了。 }
`)
const UNREACHABLE: Fetched = { kind: 'unreachable', accepted: 'no', detail: 'ECONNRESET' }

describe.each(ENGINES)('media that the platform still holds, on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine)
  })
  afterEach(() => house.close())

  /** Ann sends a photo; the platform answers each fetch with the next of these. */
  async function sent(...answers: readonly Fetched[]) {
    const asked: string[] = []
    const fetch = async (remote: string) => answers[asked.push(remote) - 1] ?? UNREACHABLE
    const desk = await house.desk({ channel: recordingChannel(ACCOUNT, { fetch }), waits: { deliveryRetry: [1_000] } })
    const content = { kind: 'media', media: 'photo', remote: 'file 7' } as const
    await house.store(desk, { from: 'ann', content, key: 'ann:p1' })
    const look = async () => {
      desk.media.wake()
      await desk.media.idle()
    }
    const shown = async () => {
      const { conversation } = await house.person('ann')
      const said = await transcript(desk.ports, conversation, { limit: 9 })
      return said.find(line => line.from === 'resident')
    }
    return { desk, asked, look, shown, content }
  }

  test('is fetched, checked by its content and kept sealed; the talk did not wait for it', async () => {
    const { desk, asked, look, shown } = await sent({ kind: 'fetched', bytes: PHOTO })
    await house.settle(desk)
    expect(await shown()).toMatchObject({ state: 'waiting' })
    await look()
    expect(asked).toEqual(['file 7'])
    const line = await shown()
    expect(line).toMatchObject({ state: 'sent', media: [{ type: 'image/jpeg' }] })
    const id = line?.media?.[0]?.id
    const { conversation } = await house.person('ann')
    expect(id && (await openAttachment(desk.ports, conversation, id))?.bytes).toEqual(Buffer.from(PHOTO))
    const [row] = await house.database.db.select().from(attachment)
    expect(Buffer.from(row?.body ?? []).includes(Buffer.from(PHOTO))).toBe(false)
    expect(await house.database.db.select().from(mediaFetch)).toEqual([])
  })

  test.each(['photo', 'file'] as const)(
    'a %s that was asked for answers, whatever is written under it',
    async media => {
      const desk = await house.desk({ flows: [PICTURE] })
      await house.talk(desk, 'ann', '照票')
      await house.store(desk, { from: 'ann', content: { kind: 'media', media, caption: '这是我的身份证' } })
      await house.settle(desk)
      expect((await house.botSaid('ann')).at(-1)).toBe('收到了。')
    },
  )

  test('sent again by the platform is fetched once', async () => {
    const { desk, asked, look, content } = await sent({ kind: 'fetched', bytes: PHOTO })
    await house.store(desk, { from: 'ann', content, key: 'ann:p1' })
    await look()
    await look()
    expect(asked).toHaveLength(1)
  })

  test('waits for the process that has its account, and wakes nobody else for it', async () => {
    const { desk, asked, look } = await sent({ kind: 'fetched', bytes: PHOTO })
    await house.database.db.update(mediaFetch).set({ accountId: 'telegram/family' })
    await look()
    expect(asked).toEqual([])
    expect(await house.database.db.select().from(mediaFetch)).toMatchObject([{ failure: null, tries: 0 }])
    await house.settle(desk)
    await house.send(desk)
    expect(await nextDue(desk.ports)).toBeNull()
    await house.database.db.update(mediaFetch).set({ accountId: ACCOUNT.id })
    expect(await nextDue(desk.ports)).not.toBeNull()
  })

  test('is tried again after a pause while the platform is away', async () => {
    const { desk, asked, look, shown } = await sent(UNREACHABLE, { kind: 'fetched', bytes: PHOTO })
    await house.settle(desk)
    await look()
    await look()
    expect(asked).toHaveLength(1)
    house.clock.pass(1_000)
    await look()
    expect(await shown()).toMatchObject({ state: 'sent' })
  })

  test.each<readonly [string, readonly Fetched[]]>([
    ['too large', [{ kind: 'too_large' }]],
    ['gone', [{ kind: 'gone', detail: '404' }]],
    ['of no type that we take', [{ kind: 'fetched', bytes: new TextEncoder().encode('<svg onload=alert(1)>') }]],
    ['unreachable to the last', [UNREACHABLE, UNREACHABLE]],
  ])('%s: staff see that it is missing, and nobody tries again', async (_, answers) => {
    const { desk, asked, look, shown } = await sent(...answers)
    await house.settle(desk)
    for (const pause of [0, 1_000, 60_000]) {
      house.clock.pass(pause)
      await look()
    }
    expect(asked).toHaveLength(answers.length)
    expect(await shown()).toMatchObject({ state: 'failed' })
    expect(await house.database.db.select().from(attachment)).toEqual([])
  })
})
