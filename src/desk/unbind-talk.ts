import type { Tx } from '../../db/database.ts'
import { contact, conversation } from '../../db/schema/index.ts'
import { and, eq } from '../../db/sql.ts'
import type { Vault } from '../../db/vault.ts'
import { CallerError } from '../core/errors.ts'
import { branded, type ContactId, type ConversationId } from '../core/ids.ts'
import type { Staff } from '../core/staff.ts'
import type { Trade } from '../core/trade.ts'
import { forgetTalk } from '../engine/forget-talk.ts'
import type { Talk } from '../engine/talk.ts'
import { audit } from './audit.ts'
import type { DeskPorts } from './ports.ts'
import { versionsOf } from './turn/versions-of.ts'

type UnbindPorts = Pick<DeskPorts, 'database' | 'vault'>
type Held = typeof conversation.$inferSelect

/** A turn takes milliseconds, but may wait for one before it; a person's click can wait this long. */
const LOCK_MS = 5_000

export interface Unbound {
  /** Who spoke there until now; null: the talk was its own already. */
  readonly was: ContactId | null
  /** What is under way for them: told in another talk of theirs from now on, or, where there is none, nowhere. */
  readonly underWay: readonly string[]
}

/**
 * Takes back that a code was told in the wrong talk: its own contact speaks there again, and what was going on is
 * forgotten, as it may hold what the other told. What was said stays said. The person stays verified: staff saw their
 * papers, whoever told the code.
 */
export function unbindTalk(
  ports: UnbindPorts,
  trades: readonly Trade<Tx>[],
  staff: Staff,
  id: ConversationId,
): Promise<Unbound> {
  const work = async (tx: Tx): Promise<Unbound> => {
    const held = await hold(tx, id)
    // Whoever repeats it finds it done: an own contact has no area of its own by which to refuse them.
    if (held.speakerId === held.contactId) return { was: null, underWay: [] }
    const person = branded<ContactId>(held.speakerId)
    await requireInArea(tx, staff, person)
    await giveBack(ports.vault, tx, held)
    await tx
      .update(contact)
      .set({ newsIn: null })
      .where(and(eq(contact.id, person), eq(contact.newsIn, id)))
    await audit(tx, staff, 'identity.unbind', { contact: person, subject: id })
    // Their cards show who speaks.
    await ports.database.bell.ring(tx, 'staff', id)
    const underWay: string[] = []
    for (const trade of trades) underWay.push(...((await trade.records?.open(tx, [person])) ?? []))
    return { was: person, underWay }
  }
  return ports.database.transaction(work, { lockTimeoutMs: LOCK_MS })
}

async function hold(tx: Tx, id: ConversationId): Promise<Held> {
  const [row] = await tx.select().from(conversation).where(eq(conversation.id, id)).for('no key update')
  if (!row) throw new CallerError('not_found', 'no such conversation')
  return row
}

/** Somebody of another area is nobody. */
async function requireInArea(tx: Tx, staff: Staff, person: ContactId): Promise<void> {
  const [row] = await tx.select({ area: contact.area }).from(contact).where(eq(contact.id, person))
  if (!row || !staff.areas.some(one => row.area.startsWith(one)))
    throw new CallerError('not_found', 'no such conversation in your area')
}

async function giveBack(vault: Vault, tx: Tx, held: Held): Promise<void> {
  const own = branded<ContactId>(held.contactId)
  const key = (await vault.keys(tx, [own])).get(own)
  // Sealed by us as a Talk of this format. Without a key its own contact was erased, and nothing opens any more.
  const talk = key && held.talk ? forgetTalk(vault.open(key, held.talk) as Talk) : null
  const due = talk && held.owner === 'bot' ? Math.min(...talk.due.map(one => one.at)) : Number.POSITIVE_INFINITY
  await tx
    .update(conversation)
    .set({
      speakerId: own,
      talk: key && talk ? vault.seal(key, talk) : null,
      versions: talk ? versionsOf(talk) : [],
      dueAt: Number.isFinite(due) ? new Date(due) : null,
    })
    .where(eq(conversation.id, held.id))
}
