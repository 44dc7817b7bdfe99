import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sessionTokens } from '../../adapters/web/session-tokens.ts'
import { webChannel } from '../../adapters/web/web-channel.ts'
import { alarm, inbound } from '../../db/schema/index.ts'
import { newId } from '../../src/core/ids.ts'
import { chatRoutes } from '../../src/http/chat.ts'
import { chatLimits } from '../../src/http/chat-limits.ts'
import { errorResponse } from '../../src/http/errors.ts'
import { ACCOUNT } from './recording-channel.ts'
import { type House, openHouse } from './test-desk.ts'

const PNG = Buffer.from('iVBORw0KGgo=', 'base64')

describe('a chat that is flooded', () => {
  let house: House
  let app: Hono
  beforeEach(async () => {
    house = await openHouse('pglite')
    const desk = await house.desk()
    const tokens = sessionTokens([new Uint8Array(32).fill(1)])
    const chat = chatRoutes({
      desk: desk.ports,
      receive: house.door(desk),
      channel: webChannel({ account: ACCOUNT, tokens, publish: () => {} }),
      tokens,
      limits: chatLimits(() => house.clock.now),
      peer: c => c.req.header('x-from') ?? '',
      stopping: new AbortController().signal,
      heartbeat: 1_000,
    })
    app = new Hono().route('/chat', chat)
    app.onError(error => errorResponse(error, desk.ports.log))
  })
  afterEach(() => house.close())

  const open = async (from: string) => app.request('/chat/sessions', { method: 'POST', headers: { 'x-from': from } })
  async function join(): Promise<(path: string, body: BodyInit) => Promise<Response>> {
    const { session, token } = await (await open(newId())).json()
    return async (path, body) =>
      app.request(`/chat/${session}/${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body })
  }
  const text = (words: string, id = newId()) => JSON.stringify({ id, text: words })
  const photo = () => {
    const form = new FormData()
    form.append('file', new Blob([PNG]), 'p.png')
    return form
  }
  const told = async (asked: Promise<Response>) => {
    const { status, headers } = await asked
    return [status, headers.get('retry-after')]
  }

  test('one address opens sixty sessions at once, then one a second; another address is not held up', async () => {
    for (let i = 0; i < 60; i++) expect((await open('home')).status).toBe(201)
    const refused = await open('home')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
    expect(await refused.json()).toMatchObject({ error: { code: 'too_many' } })
    expect((await open('elsewhere')).status).toBe(201)
    const before = await house.database.db.$count(inbound)
    expect((await open('home')).status).toBe(429)
    expect(await house.database.db.$count(inbound), 'nothing is stored of it').toBe(before)
    house.clock.pass(1_000)
    expect([(await open('home')).status, (await open('home')).status]).toEqual([201, 429])
  })

  test('a session sends sixty messages at once, then two a second, and another session is not held up', async () => {
    const [ann, bob] = [await join(), await join()]
    for (let i = 0; i < 60; i++) expect(await told(ann('messages', text('买票')))).toEqual([202, null])
    const late = text('买票')
    expect(await told(ann('messages', late))).toEqual([429, '1'])
    expect(await told(ann('messages', JSON.stringify({ id: 'c1', choice: 'x' })))).toEqual([429, '1'])
    expect(await told(ann('attachments', photo()))).toEqual([429, '1'])
    expect(await told(bob('messages', text('买票')))).toEqual([202, null])
    house.clock.pass(500)
    expect(await told(ann('messages', late)), 'sent again it is taken').toEqual([202, null])
    expect(await told(ann('messages', late))).toEqual([429, '1'])
    expect(await told(bob('messages', 'no JSON')), 'what is no message is told so').toEqual([400, null])
  })

  test('attachments are counted with the messages, before they are read', async () => {
    const ann = await join()
    for (let i = 0; i < 60; i++) expect((await ann('attachments', photo())).status).not.toBe(429)
    expect(await told(ann('attachments', photo()))).toEqual([429, '1'])
    expect(await told(ann('messages', text('买票')))).toEqual([429, '1'])
  })

  test.each(['救命', '我摔倒了起不来', '胸口有点闷'])('%s is heard however much came before it', async words => {
    const ann = await join()
    for (let i = 0; i < 60; i++) await ann('messages', text('买票'))
    expect(await told(ann('messages', text('买票')))).toEqual([429, '1'])
    for (let i = 0; i < 30; i++) expect(await told(ann('messages', text(words)))).toEqual([202, null])
    expect(await told(ann('messages', text('买票'))), 'and what is none waits no longer for it').toEqual([429, '1'])
  })

  test('an alarm is raised for it', async () => {
    const ann = await join()
    for (let i = 0; i < 60; i++) await ann('messages', text('买票'))
    await ann('messages', text('救命'))
    expect(await house.database.db.$count(alarm)).toBe(1)
  })
})
