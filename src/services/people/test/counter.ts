import * as z from 'zod'
import { channelIdentity, contact, conversation, dataKey } from '../../../../db/schema/index.ts'
import { eq } from '../../../../db/sql.ts'
import { TEST_NOW, type TestDatabase } from '../../../../test/database.ts'
import { watched } from '../../../../test/watched.ts'
import type { Instant } from '../../../core/civil-time.ts'
import { branded, type ContactId, type ConversationId, newId, type StaffId } from '../../../core/ids.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import type { Staff } from '../../../core/staff.ts'
import type { Signal } from '../../signal.ts'
import { peopleTrade } from '../people-trade.ts'

export const CASEWORKER: Staff = {
  id: branded<StaffId>('01900000-0000-7000-8000-d00000000001'),
  name: 'x',
  role: 'caseworker',
  areas: ['4101'],
}

/** A chat, and who speaks in it. */
export interface Chat {
  readonly contact: ContactId
  readonly conversation: ConversationId
}

const issued = z.object({ code: z.string(), until: z.string() })

/** Where staff hand out codes, and the chats in which they are told, on a seeded database. */
export function counterOf(database: TestDatabase) {
  const { db, vault } = database
  const told: Signal[] = []
  const trade = peopleTrade({ vault, tell: async (_, signal) => void told.push(signal) })
  const operation = (name: string) => {
    const found = trade.operations.find(one => one.name === name)
    if (!found) throw new Error(`no operation ${name}`)
    return found
  }
  const call = (chat: Chat, code: string, arrivedAt: Instant): OperationCall => {
    const key = newId<ConversationId>()
    return { input: { code }, key, ...chat, own: chat.contact, language: 'zh-CN', arrivedAt }
  }
  const run = async (name: string, calls: readonly OperationCall[], did: string[]): Promise<readonly Outcome[]> => {
    const outcomes = await database.transaction(tx => operation(name).run(watched(tx, did), calls))
    for (const outcome of outcomes) operation(name).outcomes[outcome.name]?.parse(outcome.output)
    return outcomes
  }
  const one = async (name: string, chat: Chat, code: string, at: Instant, did: string[]) => {
    const [outcome] = await run(name, [call(chat, code, at)], did)
    if (!outcome) throw new Error('no outcome')
    return outcome
  }
  return {
    call,
    /** What the operations put into conversations' streams. */
    told,
    /** An operation that asks for nothing. */
    act: async (name: string, chat: Chat, own: ContactId = chat.contact, at: Instant = TEST_NOW) => {
      const asked = { ...call(chat, '', at), input: {}, own }
      const [outcome] = await run(name, [asked], [])
      if (!outcome) throw new Error('no outcome')
      return outcome
    },
    run: (name: string, calls: readonly OperationCall[]) => run(name, calls, []),
    /** `did`: the statements that it took. */
    read: (chat: Chat, code: string, at: Instant = TEST_NOW, did: string[] = []) =>
      one('people.read_code', chat, code, at, did),
    verify: (chat: Chat, code: string, at: Instant = TEST_NOW) => one('people.verify', chat, code, at, []),
    async issue(person: ContactId, staff: Staff = CASEWORKER, now: Instant = TEST_NOW) {
      const [route] = trade.routes
      if (!route?.roles.includes(staff.role)) throw new Error(`no route for ${staff.role}`)
      return database.transaction(async tx => {
        const reply = await route.run(tx, { contact: person }, { staff, now, csv: false })
        return issued.parse(reply.kind === 'json' ? reply.body : null)
      })
    },
    async chat(owner: ContactId | null = null): Promise<Chat> {
      const [id, talk, identityId] = [owner ?? newId<ContactId>(), newId<ConversationId>(), newId()]
      if (owner === null) {
        await db.insert(contact).values({ id })
        await db.insert(dataKey).values(vault.create(id).row)
      }
      const sealed = { addressHash: Buffer.from(talk), address: Buffer.from('x') }
      await db.insert(channelIdentity).values({ id: identityId, contactId: id, accountId: 'web/main', ...sealed })
      await db
        .insert(conversation)
        .values({ id: talk, contactId: id, speakerId: id, identityId, accountId: 'web/main' })
      return { contact: id, conversation: talk }
    },
    async speaker({ conversation: id }: Chat): Promise<string | undefined> {
      const [row] = await db.select().from(conversation).where(eq(conversation.id, id))
      return row?.speakerId
    },
  }
}
