import type { Tx } from '../../../db/database.ts'
import { attempt, conversation, inbound } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { tableOf } from '../../../db/table-of.ts'
import type { Instant } from '../../core/civil-time.ts'
import type { DeskPorts } from '../ports.ts'
import { addMessages, type NewMessage } from '../post.ts'
import type { Finished } from './rounds.ts'
import { versionsOf } from './versions-of.ts'
import type { Claimed, Line, Work } from './work.ts'
import { writeAsked } from './write-asked.ts'
import { writeAlarms, writeHandoffs, writeNotices } from './write-people.ts'
import { writeUnknown } from './write-unknown.ts'

/** Everything that a turn made, in its one commit. */
export async function write(
  ports: DeskPorts,
  tx: Tx,
  finished: readonly Finished[],
  trace: number,
  now: Instant,
): Promise<void> {
  await markHandled(tx, finished, trace, now)
  const added = finished.flatMap(({ claimed, work }) =>
    work.lines.filter(stillMatters(work)).map(line => toMessage(claimed, line)),
  )
  await addMessages(ports, tx, added)
  await updateConversations(ports, tx, finished, now)
  await writeHandoffs(ports, tx, finished, now)
  await writeAlarms(ports, tx, finished, now)
  await writeNotices(ports, tx, finished)
  await writeUnknown(ports, tx, finished, now)
  await writeAsked(ports, tx, finished, now)
  if (added.length === 0) return
  await ports.database.bell.ring(tx, 'outbox')
  await ports.database.bell.ring(tx, 'conversation', ...new Set(added.map(line => line.conversation)))
}

/** And deletes the trace of the try. */
async function markHandled(tx: Tx, finished: readonly Finished[], trace: number, now: Instant): Promise<void> {
  const handled = finished.flatMap(({ claimed, work }) =>
    work.handled.map(one => ({ ...one, anew: claimed.events.find(event => event.id === one.id)?.sealedAnew ?? null })),
  )
  const table = tableOf('h', {
    id: { type: 'bigint', values: handled.map(one => one.id) },
    failure: { type: 'text', values: handled.map(one => one.failure) },
    content: { type: 'bytea', values: handled.map(one => one.anew?.content ?? null) },
    reply: { type: 'bytea', values: handled.map(one => one.anew?.reply ?? null) },
  })
  await tx.execute(sql`
    with done as (delete from ${attempt} where id = ${trace})
    update ${inbound} i set handled_at = to_timestamp(${now}::float8 / 1000.0), failure = h.failure,
      content = coalesce(h.content, i.content), reply = coalesce(h.reply, i.reply)
    from ${table} where i.id = h.id`)
}

/** Several messages answered together: a question that a later one has already answered is not asked any more. */
function stillMatters(work: Work): (line: Line) => boolean {
  const open = work.talk.open?.serial ?? null
  return line => line.from === 'resident' || line.urgent || line.serial === null || line.serial === open
}

function toMessage(claimed: Claimed, line: Line): NewMessage {
  const whose = { conversation: claimed.id, account: claimed.account, key: claimed.key }
  if (line.from === 'resident') {
    const { id, clientKey, content } = line.event
    // Keys of the form `address:id` carry the sender's own id.
    const own = clientKey.includes(':') ? clientKey.slice(clientKey.indexOf(':') + 1) : null
    return { ...whose, author: 'resident', inbound: id, clientKey: own, body: content }
  }
  const { answers: inbound, body, urgent } = line
  const answersAt = claimed.events.find(event => event.id === inbound)?.receivedAt
  const said = { author: 'bot', inbound, clientKey: null, staffId: null, body, priority: urgent ? 0 : 1 } as const
  return { ...whose, ...said, ...(answersAt !== undefined && { answersAt }) }
}

async function updateConversations(
  ports: DeskPorts,
  tx: Tx,
  finished: readonly Finished[],
  now: Instant,
): Promise<void> {
  const changed = finished.filter(({ claimed, work }) => work.talk !== claimed.talk || work.owner !== claimed.owner)
  if (changed.length === 0) return
  const works = changed.map(one => one.work)
  const table = tableOf('r', {
    id: { type: 'uuid', values: changed.map(({ claimed }) => claimed.id) },
    owner: { type: 'text', values: works.map(work => work.owner) },
    talk: { type: 'bytea', values: changed.map(({ claimed, work }) => ports.vault.seal(claimed.key, work.talk)) },
    versions: { type: 'text', values: works.map(work => JSON.stringify(versionsOf(work.talk))) },
    due: { type: 'float8', values: works.map(earliest) },
  })
  await tx.execute(sql`
    update ${conversation} c set owner = r.owner, talk = r.talk, versions = r.versions::jsonb,
      due_at = to_timestamp(r.due / 1000.0), updated_at = to_timestamp(${now}::float8 / 1000.0)
    from ${table} where c.id = r.id`)
}

/** The talk's next timer; a talk that staff own waits for them. */
function earliest(work: Work): number | null {
  if (work.owner === 'staff' || work.talk.due.length === 0) return null
  return Math.min(...work.talk.due.map(due => due.at))
}
