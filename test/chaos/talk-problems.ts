import type { Database } from '../../db/database.ts'
import { channelIdentity, conversation, deliveryFailure, inbound, message, outbox } from '../../db/schema/index.ts'
import { asc, count, eq, inArray, isNull } from '../../db/sql.ts'
import type { Vault } from '../../db/vault.ts'
import { branded, type ContactId } from '../../src/core/ids.ts'
import type { Question, Story } from './resident.ts'

export interface Talk {
  readonly story: Story
  readonly conversation: string
  readonly contact: ContactId
  readonly owner: string
}

/** Where each story's session sits in the database. */
export async function talksOf(database: Database, vault: Vault, stories: readonly Story[]): Promise<readonly Talk[]> {
  const rows = await database.db
    .select({
      hash: channelIdentity.addressHash,
      conversation: conversation.id,
      contact: conversation.contactId,
      owner: conversation.owner,
    })
    .from(conversation)
    .innerJoin(channelIdentity, eq(channelIdentity.id, conversation.identityId))
  const byHash = new Map(rows.map(row => [Buffer.from(row.hash).toString('hex'), row]))
  return stories.map(story => {
    const found = byHash.get(Buffer.from(vault.hash('web/main', story.session)).toString('hex'))
    if (!found) throw new Error(`nobody sits at ${story.session}`)
    return {
      story,
      conversation: found.conversation,
      contact: branded<ContactId>(found.contact),
      owner: found.owner,
    }
  })
}

/** What every desk owes every talk, whatever it was about: nothing lost, nothing twice, nothing out of order. */
export async function talkProblems(database: Database, talks: readonly Talk[]): Promise<readonly string[]> {
  const problems: string[] = []
  const [unhandled] = await database.db.select({ n: count() }).from(inbound).where(isNull(inbound.handledAt))
  const [unsent] = await database.db.select({ n: count() }).from(outbox)
  const [undelivered] = await database.db.select({ n: count() }).from(deliveryFailure)
  if (unhandled?.n !== 0) problems.push(`${unhandled?.n} events were never handled`)
  if (unsent?.n !== 0) problems.push(`${unsent?.n} messages were never sent`)
  if (undelivered?.n !== 0) problems.push(`${undelivered?.n} messages failed on their way`)
  const stored = Map.groupBy(await storedEvents(database, talks), row => row.conversation)
  const lines = Map.groupBy(await residentLines(database, talks), row => row.conversation)
  for (const { story, conversation } of talks) {
    const { session, sent } = story
    const expected = [`${session}:~joined`, ...sent.map(id => `${session}:${id}`)]
    expectSame(
      problems,
      `events of ${session}`,
      (stored.get(conversation) ?? []).map(row => row.key),
      expected,
    )
    expectSame(
      problems,
      `lines of ${session}`,
      (lines.get(conversation) ?? []).flatMap(row => row.key ?? []),
      sent,
    )
    expectSame(problems, `page of ${session}`, pageIds(story), sent)
  }
  return problems
}

function expectSame(problems: string[], what: string, found: readonly string[], wanted: readonly string[]): void {
  if (found.join(' ') !== wanted.join(' ')) problems.push(`${what}: ${found.join(' ')}; wanted: ${wanted.join(' ')}`)
}

const pageIds = (story: Story) => story.page.filter(line => line.from === 'resident').map(line => line.id)

async function storedEvents(database: Database, talks: readonly Talk[]) {
  return database.db
    .select({ conversation: inbound.conversationId, key: inbound.eventKey })
    .from(inbound)
    .where(
      inArray(
        inbound.conversationId,
        talks.map(talk => talk.conversation),
      ),
    )
    .orderBy(asc(inbound.sort), asc(inbound.id))
}

async function residentLines(database: Database, talks: readonly Talk[]) {
  const rows = await database.db
    .select({ conversation: message.conversationId, key: message.clientKey, author: message.author })
    .from(message)
    .where(
      inArray(
        message.conversationId,
        talks.map(talk => talk.conversation),
      ),
    )
    .orderBy(asc(message.id))
  return rows.filter(row => row.author === 'resident')
}

/** Each question once: none is missing, none came twice; of two answers sent in one go the second may be unasked. */
export function questionProblems(story: Story, questions: readonly Question[]): readonly string[] {
  return questions.flatMap((question, place) => {
    const asked = story.page.filter(line => line.from === 'bot' && question.asks.test(line.text)).length
    const mayMiss = questions[place - 1]?.knowsNext === true
    if (asked === 1 || (asked === 0 && mayMiss)) return []
    return [`${story.session}: ${question.asks.source} was asked ${asked} times`]
  })
}
