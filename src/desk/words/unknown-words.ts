import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { inAreas } from '../../../db/in-areas.ts'
import { moment, rows, sealedBytes, wholeNumber } from '../../../db/rows.ts'
import { notUnderstood } from '../../../db/schema/index.ts'
import { and, isNull, lt, sql } from '../../../db/sql.ts'
import { HOUR, type Instant, later } from '../../core/civil-time.ts'
import { CallerError } from '../../core/errors.ts'
import { branded, type ContactId } from '../../core/ids.ts'
import type { Staff } from '../../core/staff.ts'
import { audit } from '../audit.ts'
import type { DeskPorts } from '../ports.ts'
import { flowTitle } from './flow-title.ts'

const KEPT_MS = 90 * 24 * HOUR
const MOST = 200

const rowSchema = z.object({
  id: z.string(),
  said: wholeNumber,
  people: wholeNumber,
  last: moment,
  flow: z.string().nullable(),
  contact: z.string(),
  text: sealedBytes,
})

/** Masked wordings that nobody has settled yet, those said most often first. `id`: of the wording, not of a message. */
export async function listUnknownWords(
  { vault, database, shelf }: Pick<DeskPorts, 'database' | 'vault' | 'shelf'>,
  staff: Staff,
) {
  const found = await rows(
    database.db,
    sql`with open as (
        select * from ${notUnderstood} where settled_at is null and words is not null and ${inAreas(sql`area`, staff)}
      ), wordings as (
        select words, count(*) as said, count(distinct contact_id) as people, max(id) as newest from open group by words
      )
      select encode(w.words, 'hex') as id, w.said, w.people, o.at as last, o.flow, o.contact_id::text as contact, o.text
      from wordings w join open o on o.id = w.newest order by w.said desc, w.newest desc limit ${MOST}`,
    rowSchema,
  )
  const keys = await vault.keys(
    database.db,
    found.map(row => branded<ContactId>(row.contact)),
  )
  return found.flatMap(({ id, said, people, last, flow, contact, text }) => {
    const key = keys.get(branded<ContactId>(contact))
    if (!key) return []
    return {
      id,
      text: String(vault.open(key, text)),
      said,
      people,
      lastAt: last.toISOString(),
      during: flowTitle(flow, shelf),
    }
  })
}

/** There is nothing to teach: off the list until somebody says it again. */
export async function dismissUnknownWords(
  { database, now }: Pick<DeskPorts, 'database' | 'now'>,
  staff: Staff,
  id: string,
): Promise<void> {
  await database.transaction(async tx => {
    if ((await settleUnknownWords(tx, staff, id, now())) === 0) {
      throw new CallerError('not_found', 'no such words in your area')
    }
    await audit(tx, staff, 'words.dismiss', { contact: null, subject: id })
  })
}

/** How many times they had been said. */
export async function settleUnknownWords(tx: Tx, staff: Staff, id: string, now: Instant): Promise<number> {
  const settled = await tx
    .update(notUnderstood)
    .set({ settledAt: new Date(now) })
    .where(
      and(
        isNull(notUnderstood.settledAt),
        sql`${notUnderstood.words} = decode(${id}, 'hex')`,
        inAreas(notUnderstood.area, staff),
      ),
    )
    .returning({ id: notUnderstood.id })
  return settled.length
}

export async function forgetUnknownWords(db: Tx, now: Instant): Promise<void> {
  await db.delete(notUnderstood).where(lt(notUnderstood.at, new Date(later(now, -KEPT_MS))))
}
