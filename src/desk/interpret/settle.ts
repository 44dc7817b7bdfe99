import type { Tx } from '../../../db/database.ts'
import { conversation, inbound } from '../../../db/schema/index.ts'
import { and, eq, isNotNull } from '../../../db/sql.ts'
import type { PersonKey } from '../../../db/vault.ts'
import type { Danger } from '../../core/alarm.ts'
import { branded, type ContactId, type ConversationId, type InboundId } from '../../core/ids.ts'
import { sortAt } from '../../core/inbound.ts'
import { raiseAlarms } from '../alarms.ts'
import type { DeskPorts } from '../ports.ts'
import type { Woken } from '../receive/create-receive.ts'
import type { Understood } from './understood.ts'
import type { Wanted } from './wanted.ts'

/**
 * The answer, or null for none, in one commit: the event goes on with it, a cry for help in it raises its alarm. Words
 * that come after their voice was handled are an event of their own. Whoever comes second changes nothing.
 */
export async function settle(
  ports: DeskPorts,
  turn: Woken,
  wanted: Wanted,
  understood: Understood | null,
): Promise<void> {
  const place = branded<ConversationId>(wanted.conversation)
  const words = wanted.kind === 'speech' ? understood?.words : undefined
  const danger = words === undefined ? null : ports.shelf.reader().danger(words)
  const settled = await ports.database.transaction(async tx => {
    // As a turn does, so that none of them reads the event while it changes.
    await tx.select({ id: conversation.id }).from(conversation).where(eq(conversation.id, place)).for('no key update')
    const contact = branded<ContactId>(wanted.contact)
    const key = (await ports.vault.keys(tx, [contact])).get(contact)
    const [asked] = await tx
      .update(inbound)
      .set({ ...ANSWERED, ...(key && understood && { understood: ports.vault.seal(key, understood) }) })
      .where(and(eq(inbound.id, wanted.id), eq(inbound.askKind, wanted.kind), isNotNull(inbound.askDueAt)))
      .returning({ account: inbound.accountId, handledAt: inbound.handledAt })
    if (!asked) return false
    if (key && words !== undefined) await heed(ports, tx, wanted, { ...asked, key, words, danger })
    await ports.database.bell.ring(tx, 'inbound')
    return true
  })
  if (!settled) return
  if (danger?.level === 'alarm') await turn.now([place])
  else turn.wake()
}

const ANSWERED = { askKind: null, askDueAt: null, askClaimedUntil: null, notBefore: null } as const

interface Words {
  readonly account: string
  readonly handledAt: Date | null
  readonly key: PersonKey
  readonly words: string
  readonly danger: Danger | null
}

async function heed(ports: DeskPorts, tx: Tx, wanted: Wanted, said: Words): Promise<void> {
  const event = said.handledAt === null ? branded<InboundId>(wanted.id) : await tellLate(ports, tx, wanted, said)
  if (said.danger?.level !== 'alarm' || event === null) return
  const { classes, silent } = said.danger
  const whose = {
    conversation: branded<ConversationId>(wanted.conversation),
    contact: branded<ContactId>(wanted.contact),
  }
  await raiseAlarms(ports, tx, [
    { ...whose, inbound: event, area: wanted.area, class: classes[0], silent, raisedAt: ports.now() },
  ])
}

/** The voice went to a person meanwhile: its words follow it into the talk. Null: they are there already. */
async function tellLate(
  ports: DeskPorts,
  tx: Tx,
  wanted: Wanted,
  { account, key, words }: Words,
): Promise<InboundId | null> {
  const now = ports.now()
  const [told] = await tx
    .insert(inbound)
    .values({
      accountId: account,
      eventKey: `words-${wanted.id}`,
      conversationId: wanted.conversation,
      kind: 'text',
      sort: sortAt(now),
      receivedAt: new Date(now),
      content: ports.vault.seal(key, { kind: 'text', text: words, transcript: true }),
    })
    .onConflictDoNothing({ target: [inbound.accountId, inbound.eventKey] })
    .returning({ id: inbound.id })
  return told ? branded<InboundId>(told.id) : null
}
