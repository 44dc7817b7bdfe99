import type { Tx } from '../../db/database.ts'
import { inAreas } from '../../db/in-areas.ts'
import { contact, conversation, handoff, message } from '../../db/schema/index.ts'
import { and, eq } from '../../db/sql.ts'
import { later } from '../core/civil-time.ts'
import { CallerError } from '../core/errors.ts'
import { type AccountId, branded, type ContactId, type ConversationId, type HandoffId } from '../core/ids.ts'
import { BASE_LANGUAGE, LANGUAGES, type Language } from '../core/language.ts'
import type { Staff } from '../core/staff.ts'
import { audit } from './audit.ts'
import { isOverdrawn } from './message-window.ts'
import type { DeskPorts } from './ports.ts'
import { postMessages } from './post.ts'
import { tell } from './tell.ts'
import { STAFF_KEY } from './transcript.ts'

// What staff do with a hand-off. Each command is one commit under the conversation's lock, so that it never crosses a
// turn or another staff member's command.

type HandoffPorts = Pick<DeskPorts, 'database' | 'vault' | 'channels' | 'now' | 'waits'>

/** A turn takes milliseconds, but may wait for one before it; a person's click can wait this long. */
const LOCK_MS = 5_000

/** One winner: whoever comes second is told so by a conflict. Claiming what is mine already changes nothing. */
export function claimHandoff(ports: HandoffPorts, staff: Staff, id: HandoffId): Promise<void> {
  return withHandoff(ports, staff, id, async (tx, held) => {
    if (held.state === 'claimed' && held.claimedBy === staff.id) return
    if (held.state !== 'open' && held.state !== 'promised') throw new CallerError('conflict', `it is ${held.state}`)
    const claimedAt = new Date(ports.now())
    await tx
      .update(handoff)
      .set({ state: 'claimed', claimedBy: staff.id, claimedAt, dueAt: null })
      .where(eq(handoff.id, id))
    // After a promised call the bot had the talk again: from here a person has it.
    if (held.state === 'promised') await give(tx, held.conversation)
    await audit(tx, staff, 'handoff.claim', { contact: held.contact, subject: id })
    await ports.database.bell.ring(tx, 'staff', held.conversation)
  })
}

/** Back into the queue, for anybody; nobody's answer in time makes it a promised call, as at first. */
export function transferHandoff(ports: HandoffPorts, staff: Staff, id: HandoffId): Promise<void> {
  return withHandoff(ports, staff, id, async (tx, held) => {
    requireMine(held, staff)
    const dueAt = held.reason === 'danger' ? null : new Date(later(ports.now(), ports.waits.handoffPromise))
    await tx.update(handoff).set({ state: 'open', claimedBy: null, claimedAt: null, dueAt }).where(eq(handoff.id, id))
    await audit(tx, staff, 'handoff.transfer', { contact: held.contact, subject: id })
    await ports.database.bell.ring(tx, 'staff', held.conversation)
  })
}

const OVERDRAWN =
  'nothing was sent: their messenger lets us say no more until they write again; please answer then, or call them'

/** `reply.id` is the sender's own: a repeat finds the first and changes nothing. Gives the message's id. */
export function replyToHandoff(
  ports: HandoffPorts,
  staff: Staff,
  id: HandoffId,
  reply: { readonly id: string; readonly text: string },
): Promise<string> {
  return withHandoff(ports, staff, id, async (tx, held) => {
    const clientKey = STAFF_KEY + reply.id
    const earlier = await tx
      .select({ id: message.id })
      .from(message)
      .where(and(eq(message.conversationId, held.conversation), eq(message.clientKey, clientKey)))
    if (earlier[0]) return String(earlier[0].id)
    requireMine(held, staff)
    const { conversation, contact, account, language } = held
    const body = { text: reply.text, choices: [], language }
    const post = {
      conversation,
      contact,
      account,
      author: 'staff',
      body,
      answers: null,
      priority: 1,
      clientKey,
    } as const
    const [sent] = await postMessages(ports, tx, [{ ...post, staffId: staff.id }])
    // Counted with the new rows in: how many calls a text becomes is only known then. Throwing undoes them.
    if (await isOverdrawn(ports, tx, held)) throw new CallerError('conflict', OVERDRAWN)
    await audit(tx, staff, 'handoff.reply', { contact, subject: id })
    await ports.database.bell.ring(tx, 'outbox')
    await ports.database.bell.ring(tx, 'conversation', conversation)
    return String(sent)
  })
}

/** Gives the talk back: the turn goes on at the parked step with what staff changed and agreed. */
export function closeHandoff(
  ports: HandoffPorts,
  staff: Staff,
  id: HandoffId,
  closing: { readonly note: string; readonly slots: Readonly<Record<string, unknown>> },
): Promise<void> {
  return withHandoff(ports, staff, id, async (tx, held) => {
    requireMine(held, staff)
    const keys = await ports.vault.keys(tx, [held.contact])
    const key = keys.get(held.contact)
    const note = key ? ports.vault.seal(key, closing.note) : null
    const closedAt = new Date(ports.now())
    await tx.update(handoff).set({ state: 'closed', closedBy: staff.id, closedAt, note }).where(eq(handoff.id, id))
    const content = { kind: 'returned', handoff: id, ...closing } as const
    await tell(ports, tx, [{ conversation: held.conversation, key: `handoff:${id}`, content }])
    await audit(tx, staff, 'handoff.close', { contact: held.contact, subject: id })
    await ports.database.bell.ring(tx, 'staff', held.conversation)
  })
}

interface Held {
  readonly state: string
  readonly reason: string
  readonly claimedBy: string | null
  readonly conversation: ConversationId
  readonly contact: ContactId
  readonly account: AccountId
  readonly language: Language
}

function withHandoff<T>(
  ports: HandoffPorts,
  staff: Staff,
  id: HandoffId,
  work: (tx: Tx, held: Held) => Promise<T>,
): Promise<T> {
  return ports.database.transaction(async tx => work(tx, await hold(tx, staff, id)), { lockTimeoutMs: LOCK_MS })
}

async function hold(tx: Tx, staff: Staff, id: HandoffId): Promise<Held> {
  const mine = and(eq(handoff.id, id), inAreas(handoff.area, staff))
  const [found] = await tx.select({ conversation: handoff.conversationId }).from(handoff).where(mine)
  if (!found) throw new CallerError('not_found', 'no such hand-off in your area')
  await tx
    .select({ id: conversation.id })
    .from(conversation)
    .where(eq(conversation.id, found.conversation))
    .for('no key update')
  // Read only now, under the lock: what another command did while we waited counts.
  const [row] = await tx
    .select({ handoff, account: conversation.accountId, language: contact.language })
    .from(handoff)
    .innerJoin(conversation, eq(conversation.id, handoff.conversationId))
    .innerJoin(contact, eq(contact.id, handoff.contactId))
    .where(mine)
  if (!row) throw new CallerError('not_found', 'no such hand-off in your area')
  return {
    state: row.handoff.state,
    reason: row.handoff.reason,
    claimedBy: row.handoff.claimedBy,
    conversation: branded<ConversationId>(row.handoff.conversationId),
    contact: branded<ContactId>(row.handoff.contactId),
    account: branded<AccountId>(row.account),
    language: LANGUAGES.find(known => known === row.language) ?? BASE_LANGUAGE,
  }
}

function requireMine(held: Held, staff: Staff): void {
  if (held.state !== 'claimed' || held.claimedBy !== staff.id) {
    throw new CallerError('conflict', held.state === 'claimed' ? 'somebody else has claimed it' : `it is ${held.state}`)
  }
}

/** The talk's timers wait while a person has it; the turn that gives it back sets them again. */
async function give(tx: Tx, id: ConversationId): Promise<void> {
  await tx.update(conversation).set({ owner: 'staff', dueAt: null }).where(eq(conversation.id, id))
}
