import { Hono } from 'hono'
import { generateSignedCookie } from 'hono/cookie'
import type { Tx } from '../../db/database.ts'
import {
  channelAccount,
  channelIdentity,
  contact,
  conversation,
  dataKey,
  handoff,
  staffSession,
  staffUser,
} from '../../db/schema/index.ts'
import type { Vault } from '../../db/vault.ts'
import { type Engine, testDatabase } from '../../test/database.ts'
import type { Channel } from '../core/channel.ts'
import { type Instant, instant } from '../core/civil-time.ts'
import {
  type AccountId,
  branded,
  type ContactId,
  type ConversationId,
  type HandoffId,
  newId,
  type StaffId,
} from '../core/ids.ts'
import type { Log, LogFields } from '../core/log.ts'
import type { Role } from '../core/staff.ts'
import type { Trade } from '../core/trade.ts'
import { type DeskPorts, WAITS } from '../desk/ports.ts'
import type { Receive } from '../desk/receive/create-receive.ts'
import { createTakeIn } from '../desk/receive/take-in.ts'
import { prepareBook } from '../engine/prepare.ts'
import { createMeasure } from '../log/measure.ts'
import { createApp } from './app.ts'
import { createStaffAuth } from './auth/staff-auth.ts'
import type { HttpPorts } from './ports.ts'

export const ORIGIN = 'http://desk.test'
const WEB = branded<AccountId>('web/main')

export interface Asking {
  readonly cookie?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface TestAppOptions {
  readonly channels?: readonly Channel[]
  readonly receive?: Receive
  readonly trades?: (vault: Vault) => readonly Trade<Tx>[]
  readonly ports?: Partial<HttpPorts>
}

/** The HTTP side on a database of its own, with no turns behind it: what it writes is looked at in the database. */
export async function testApp(engine: Engine, options: TestAppOptions = {}) {
  const database = await testDatabase(engine)
  const { vault } = database
  const clock = { now: instant(Date.parse('2026-11-24T01:30:00Z')) }
  const events: string[] = []
  const channels = [webStandIn(), ...(options.channels ?? [])]
  const desk: DeskPorts = {
    database,
    vault,
    channels: new Map(channels.map(channel => [channel.account.id, channel])),
    operations: new Map(),
    shelf: emptyShelf(),
    now: () => clock.now,
    waits: WAITS,
    log: listeningLog(events),
    measure: createMeasure([], []),
  }
  const stopping = new AbortController()
  const secret = Buffer.from(vault.signingKey('staff session')).toString('hex')
  const receive = options.receive ?? (async () => [])
  const ports: HttpPorts = {
    desk,
    receive,
    takeIn: createTakeIn(desk, receive),
    spooled: () => 0,
    beside: () => {},
    trades: options.trades?.(vault) ?? [],
    auth: createStaffAuth(database, { secret, publicUrl: options.ports?.publicUrl ?? ORIGIN }),
    chat: new Hono(),
    assets: async () => null,
    measure: createMeasure(['received'], ['turn']),
    boot: 'boot-1',
    publicUrl: ORIGIN,
    metricsToken: 'metrics-token',
    operatorKey: new Uint8Array(32).fill(9),
    peer: () => '192.0.2.1',
    stopping: stopping.signal,
    ...options.ports,
  }
  const app = createApp(ports)
  const accounts = channels.map(({ account }) => ({ ...account }))
  await database.db.insert(channelAccount).values(accounts).onConflictDoNothing()
  const ask = async (method: 'GET' | 'POST', path: string, { cookie, body, headers }: Asking = {}) =>
    app.request(`${ORIGIN}${path}`, {
      method,
      headers: {
        ...(method === 'POST' && { 'content-type': 'application/json', origin: ORIGIN }),
        ...(cookie && { cookie }),
        ...headers,
      },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    })
  const close = () => {
    stopping.abort()
    return database.close()
  }
  return { app, ask, clock, database, desk, events, ports, secret, vault, close }
}

export type TestApp = Awaited<ReturnType<typeof testApp>>

/** The cookie of a new staff member, as a sign-in leaves it. They have no password: hashing and checking one is slow by design. */
export async function sessionOf(rig: TestApp, username: string, role: Role, areas: readonly string[]): Promise<string> {
  const { db } = rig.database
  const userId = newId<StaffId>()
  const token = newId()
  const names = { name: username, username, displayUsername: username, email: `${username}@staff.invalid` }
  await db.insert(staffUser).values({ id: userId, ...names, role, areas })
  await db.insert(staffSession).values({ id: newId(), userId, token, expiresAt: new Date(Date.now() + 3_600_000) })
  return generateSignedCookie('desk.session_token', token, rig.secret)
}

export async function signIn(rig: TestApp, username: string, password: string): Promise<string> {
  const response = await rig.ask('POST', '/api/auth/sign-in/username', { body: { username, password } })
  if (response.status !== 200) throw new Error(`sign-in answered ${response.status}`)
  return response.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')
}

export interface Resident {
  readonly contact: ContactId
  readonly conversation: ConversationId
}

export async function addResident({ database, vault }: TestApp, area: string): Promise<Resident> {
  const id = newId<ContactId>()
  const talk = newId<ConversationId>()
  const identity = newId()
  const { key, row } = vault.create(id)
  await database.db.insert(contact).values({ id, area })
  await database.db.insert(dataKey).values(row)
  const address = { addressHash: vault.hash('web/main', id), address: vault.seal(key, id) }
  await database.db.insert(channelIdentity).values({ id: identity, accountId: WEB, contactId: id, ...address })
  await database.db
    .insert(conversation)
    .values({ id: talk, contactId: id, speakerId: id, identityId: identity, accountId: WEB })
  return { contact: id, conversation: talk }
}

export async function addHandoff({ database, clock }: TestApp, whose: Resident, area: string): Promise<HandoffId> {
  const id = newId<HandoffId>()
  const openedAt = new Date(clock.now)
  const { contact: contactId, conversation: conversationId } = whose
  await database.db.insert(handoff).values({ id, contactId, conversationId, area, reason: 'asked', openedAt })
  return id
}

export function later(rig: TestApp, ms: number): void {
  rig.clock.now = (rig.clock.now + ms) as Instant // whole milliseconds
}

function webStandIn(): Channel {
  return {
    account: { id: WEB, kind: 'web', perSecond: 10, perChatPerSecond: 10, burst: 10 },
    verify: () => ({ kind: 'refused' }),
    parse: () => ({ kind: 'malformed' }),
    bundles: false,
    render: ([message]) => [{ method: 'show', payload: { messageId: message.id } }],
    call: async () => ({ kind: 'sent' }),
  }
}

function emptyShelf(): DeskPorts['shelf'] {
  return {
    book: () => prepareBook([], new Map()),
    texts: () => ({ render: ref => ref.key }),
    reader: () => {
      throw new Error('nothing is read here')
    },
    catalogue: () => ({ version: '', lists: [], areas: [] }),
    refresh: async () => {},
    learn: async () => {},
  }
}

/** Events as `name route`, so that what a request leaves behind can be read. */
/** As a desk hears it that nobody debugs. */
function listeningLog(events: string[]): Log {
  const note = (event: string, fields?: LogFields) => void events.push([event, fields?.route].filter(Boolean).join(' '))
  return { debug() {}, info: note, warn: note, error: event => note(event) }
}
