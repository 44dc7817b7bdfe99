import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  attachment,
  channelIdentity,
  conversation,
  inbound,
  mediaFetch,
  message,
  outbox,
} from '../../db/schema/index.ts'
import { and, desc, eq, ne } from '../../db/sql.ts'
import { MEAL_TALK } from '../channels/meal-talk.ts'
import type { Push } from '../channels/messenger.ts'
import {
  closeMessengers,
  MESSENGERS,
  type MessengerName,
  type Messengers,
  openMessengers,
} from '../channels/messengers.ts'
import { lineUser } from '../channels/on-line.ts'
import { Phone } from '../channels/phone.ts'
import { type EdgeRig, edgeRig } from './edge-rig.ts'

let messengers: Messengers
let rig: EdgeRig
beforeAll(async () => {
  messengers = await openMessengers()
  rig = await edgeRig({ ...messengers.telegram.env, ...messengers.line.env, ...messengers.wechat.env })
})
afterAll(async () => {
  await rig?.close()
  await closeMessengers(messengers)
})

const phone = (name: MessengerName, nth = 0) => new Phone(rig.url, `${name}/main`, messengers[name].person(nth))

test.concurrent.each(MESSENGERS)('a meal is ordered through signed webhooks on %s', async name => {
  const resident = phone(name)
  for (const [said, heard] of MEAL_TALK) await resident.ask(said, heard)
})

test('all that WeChat heard came as the answers to its own requests', () => {
  const via = messengers.wechat.platform.accepted.map(one => one.via)
  expect(via).toEqual(MEAL_TALK.map(() => 'passive'))
})

const PHOTO = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4])

/** Somebody sends a photo, which the platform keeps. */
const PHOTOS: Readonly<Record<MessengerName, () => Push>> = {
  telegram() {
    const { platform, updates } = messengers.telegram
    const photo = [{ file_id: platform.keep(PHOTO), width: 9, height: 9 }]
    return platform.webhook(updates.message({ id: 5_000_000_001 }, { photo }))
  },
  line() {
    const { platform } = messengers.line
    platform.contents.set('468789577898262531', PHOTO)
    const image = { type: 'image', id: '468789577898262531', contentProvider: { type: 'line' } }
    return platform.webhook({ ...platform.text(lineUser(0), ''), message: image })
  },
  wechat() {
    const { platform } = messengers.wechat
    const MediaId = platform.keep('image/jpeg', PHOTO)
    const from = { ToUserName: 'gh_7f083739789a', FromUserName: phone('wechat').person.address }
    const CreateTime = Math.floor(Date.now() / 1_000)
    return platform.push({ ...from, CreateTime, MsgType: 'image', PicUrl: 'http://x.cn/1', MediaId, MsgId: '7' })
  },
}

test.each(MESSENGERS)('a photo sent on %s is fetched and kept', async name => {
  const { db } = rig.database
  const before = await db.$count(attachment)
  expect((await phone(name).pass(PHOTOS[name]())).status).toBe(200)
  await expect.poll(() => db.$count(attachment)).toBe(before + 1)
  // Deleted once the photo is kept.
  await expect.poll(() => db.$count(mediaFetch)).toBe(0)
})

test('what was left unsent goes out when the clock strikes', async () => {
  const { db } = rig.database
  const heard = () => MESSENGERS.map(name => phone(name).person.heard().length)
  const before = heard()
  for (const name of MESSENGERS) {
    const hash = rig.database.vault.hash(`${name}/main`, phone(name).person.address)
    const [last] = await db
      .select({ id: message.id, conversationId: message.conversationId, accountId: conversation.accountId })
      .from(message)
      .innerJoin(conversation, eq(conversation.id, message.conversationId))
      .innerJoin(channelIdentity, eq(channelIdentity.id, conversation.identityId))
      .where(and(eq(channelIdentity.addressHash, hash), ne(message.author, 'resident')))
      .orderBy(desc(message.id))
      .limit(1)
    if (!last) throw new Error('nothing was said')
    const { id, ...where } = last
    await db.insert(outbox).values({ messageId: id, untilId: id, part: 0, ...where, retryKey: randomUUID() })
  }
  await rig.strike()
  expect(heard()).toEqual(before.map(count => count + 1))
  expect(messengers.wechat.platform.accepted.at(-1)?.via).toBe('customer_service')
})

test('an event that comes again has no effect', async () => {
  for (const name of MESSENGERS) {
    const push = phone(name).person.write('菜单')
    const before = await rig.database.db.$count(inbound)
    const answers = await Promise.all([phone(name).send(push), phone(name).send(push)])
    expect(answers.map(answer => answer.status)).toEqual([200, 200])
    expect(await rig.database.db.$count(inbound)).toBe(before + 1)
  }
})
