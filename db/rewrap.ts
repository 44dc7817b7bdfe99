import { branded, type ContactId } from '../src/core/ids.ts'
import type { Tx } from './database.ts'
import { isRootWrapped, rewrapRoot } from './root-key.ts'
import { dataKey } from './schema/index.ts'
import { and, count, gt, ne, sql } from './sql.ts'
import type { Wrapping } from './wrapping.ts'

export interface Rewrapped {
  readonly wrapped: number
  /** Whose key was the last of these; null: that was the end. */
  readonly next: ContactId | null
}

/**
 * The next keys that SECRET_KEY does not wrap yet, in the order of their people, so that no stretch is read twice. The
 * root key comes last: a desk can not start without SECRET_KEY_OLD as long as anything needs it.
 */
export async function rewrapSome(
  tx: Tx,
  wrapping: Wrapping,
  { after, most }: { readonly after: ContactId | null; readonly most: number },
): Promise<Rewrapped> {
  const rows = await tx
    .select()
    .from(dataKey)
    .where(and(ne(dataKey.keyId, wrapping.keyId), ...(after === null ? [] : [gt(dataKey.contactId, after)])))
    .orderBy(dataKey.contactId)
    .limit(most)
    .for('update')
  const again = rows.map(row => {
    const bytes = wrapping.unwrap(row.contactId, row.keyId, row.wrapped)
    return { contact: row.contactId, wrapped: Buffer.from(wrapping.wrap(row.contactId, bytes)).toString('base64') }
  })
  await tx.execute(sql`
    update data_key set key_id = ${wrapping.keyId}, wrapped = decode(fresh.wrapped, 'base64')
    from jsonb_to_recordset(${JSON.stringify(again)}::jsonb) as fresh (contact uuid, wrapped text)
    where data_key.contact_id = fresh.contact`)
  const last = rows.length < most ? null : rows.at(-1)
  if (last) return { wrapped: rows.length, next: branded<ContactId>(last.contactId) }
  // Nothing but the root is left.
  const roots = (await countToRewrap(tx, wrapping)) === 1 && (await rewrapRoot(tx, wrapping)) ? 1 : 0
  return { wrapped: rows.length + roots, next: null }
}

/** The root key among them. */
export async function countToRewrap(tx: Tx, wrapping: Wrapping): Promise<number> {
  const [row] = await tx.select({ keys: count() }).from(dataKey).where(ne(dataKey.keyId, wrapping.keyId))
  return Number(row?.keys ?? 0) + ((await isRootWrapped(tx, wrapping)) ? 0 : 1)
}
