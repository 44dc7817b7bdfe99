import * as z from 'zod'
import { compiled } from '../../../db/compiled.ts'
import type { Tx } from '../../../db/database.ts'
import { rows } from '../../../db/rows.ts'
import { attempt, conversation, inbound } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { givenTable } from '../../../db/table-of.ts'
import type { Instant } from '../../core/civil-time.ts'
import { branded, type ConversationId } from '../../core/ids.ts'
import type { Talk } from '../../engine/talk.ts'
import type { HandOver, Ready } from '../deliver/hand-over.ts'
import type { DeskPorts } from '../ports.ts'
import type { Seen } from './memory.ts'
import type { Finished } from './rounds.ts'
import { versionsOf } from './versions-of.ts'
import type { Work } from './work.ts'
import { writeAsked } from './write-asked.ts'
import { writeMessages } from './write-messages.ts'
import { writeAlarms, writeHandoffs, writeNotices } from './write-people.ts'
import { writeUnknown } from './write-unknown.ts'

/** What is left to do once the turn is committed. */
export interface Written {
  readonly ready: readonly Ready[]
  readonly talks: readonly { readonly id: ConversationId; readonly seen: Seen<Talk> }[]
}

/** Everything that a turn made, in its one commit. */
export async function write(
  ports: DeskPorts,
  handOver: HandOver,
  tx: Tx,
  finished: readonly Finished[],
  trace: number,
  now: Instant,
): Promise<Written> {
  const [{ said, ready }, talks] = await Promise.all([
    writeMessages(ports, handOver, tx, finished),
    updateConversations(ports, tx, finished, now),
    markHandled(tx, finished, trace, now),
  ])
  await writeHandoffs(ports, tx, finished, now)
  await writeAlarms(ports, tx, finished, now)
  await writeNotices(ports, tx, finished)
  await writeUnknown(ports, tx, finished, now)
  await writeAsked(ports, tx, finished, now)
  if (said.size > 0) await ports.database.bell.ring(tx, 'conversation', ...said)
  return { ready, talks }
}

/** And deletes the trace of the try. */
async function markHandled(tx: Tx, finished: readonly Finished[], trace: number, now: Instant): Promise<void> {
  const handled = finished.flatMap(({ claimed, work }) =>
    work.handled.map(one => ({ ...one, anew: claimed.events.find(event => event.id === one.id)?.sealedAnew ?? null })),
  )
  const given = HANDLED.given({
    id: handled.map(one => one.id),
    failure: handled.map(one => one.failure),
    content: handled.map(one => one.anew?.content ?? null),
    reply: handled.map(one => one.anew?.reply ?? null),
  })
  await tx.execute(mark({ ...given, now, trace }))
}

const HANDLED = givenTable('h', { id: 'bigint', failure: 'text', content: 'bytea', reply: 'bytea' })

const mark = compiled(
  () => sql`
    with done as (delete from ${attempt} where id = ${sql.placeholder('trace')})
    update ${inbound} i set handled_at = to_timestamp(${sql.placeholder('now')}::float8 / 1000.0), failure = h.failure,
      content = coalesce(h.content, i.content), reply = coalesce(h.reply, i.reply)
    from ${HANDLED.sql} where i.id = h.id`,
)

async function updateConversations(
  ports: DeskPorts,
  tx: Tx,
  finished: readonly Finished[],
  now: Instant,
): Promise<Written['talks']> {
  const changed = finished.filter(({ claimed, work }) => work.talk !== claimed.talk || work.owner !== claimed.owner)
  if (changed.length === 0) return []
  const works = changed.map(one => one.work)
  const given = CHANGED.given({
    id: changed.map(({ claimed }) => claimed.id),
    owner: works.map(work => work.owner),
    talk: changed.map(({ claimed, work }) => ports.vault.seal(claimed.key, work.talk)),
    versions: works.map(work => JSON.stringify(versionsOf(work.talk))),
    due: works.map(earliest),
  })
  const versions = await rows(tx, update({ ...given, now }), versionRow)
  const talks = new Map(changed.map(({ claimed, work }) => [claimed.id as string, work.talk]))
  return versions.flatMap(({ id, version }) => {
    const value = talks.get(id)
    return value ? [{ id: branded<ConversationId>(id), seen: { version, value } }] : []
  })
}

const CHANGED = givenTable('r', { id: 'uuid', owner: 'text', talk: 'bytea', versions: 'text', due: 'float8' })

const update = compiled(
  () => sql`
    update ${conversation} c set owner = r.owner, talk = r.talk, versions = r.versions::jsonb,
      due_at = to_timestamp(r.due / 1000.0), updated_at = to_timestamp(${sql.placeholder('now')}::float8 / 1000.0)
    from ${CHANGED.sql} where c.id = r.id returning c.id::text as id, c.xmin::text as version`,
)

const versionRow = z.object({ id: z.string(), version: z.string() })

/** The talk's next timer; a talk that staff own waits for them. */
function earliest(work: Work): number | null {
  if (work.owner === 'staff' || work.talk.due.length === 0) return null
  return Math.min(...work.talk.due.map(due => due.at))
}
