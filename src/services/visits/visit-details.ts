import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { branded, type ContactId } from '../../core/ids.ts'
import type { TradePorts } from '../ports.ts'
import type { Visit } from './data/visits.ts'

export const answersShape = z.record(z.string(), z.union([z.string(), z.boolean()]))

/** What only those who come and those who send them may read; sealed with the asker's key. */
const detailsShape = z.object({
  name: z.string(),
  address: z.string(),
  phone: z.string().nullable(),
  /** By the kind's questions. */
  answers: answersShape,
  note: z.string().nullable(),
  /** What the visitor wrote afterwards. */
  report: z.string().nullable(),
})
export type VisitDetails = z.infer<typeof detailsShape>

export const visitorShape = z.object({ name: z.string(), badge: z.string() })
export type Visitor = z.infer<typeof visitorShape>

export interface OpenedVisit {
  readonly details: VisitDetails
  readonly visitor: Visitor | null
}

/** Opened by visit id; those of somebody who was erased are missing. */
export async function openVisits(
  ports: TradePorts,
  tx: Tx,
  visits: readonly Visit[],
): Promise<ReadonlyMap<string, OpenedVisit>> {
  if (visits.length === 0) return new Map()
  const keys = await ports.vault.keys(
    tx,
    visits.map(visit => branded<ContactId>(visit.contactId)),
  )
  const opened = visits.flatMap((visit): [string, OpenedVisit][] => {
    const key = keys.get(branded<ContactId>(visit.contactId))
    if (!key || visit.details.length === 0) return []
    const details = detailsShape.parse(ports.vault.open(key, visit.details))
    const visitor = visit.visitor && visitorShape.parse(ports.vault.open(key, visit.visitor))
    return [[visit.id, { details, visitor }]]
  })
  return new Map(opened)
}
/** Seals for the one who asked. */
export async function sealFor(ports: TradePorts, tx: Tx, visit: Visit, value: unknown): Promise<Uint8Array> {
  const contact = branded<ContactId>(visit.contactId)
  const key = (await ports.vault.keys(tx, [contact])).get(contact)
  if (!key) throw new Error('whoever asked for the visit has no data key')
  return ports.vault.seal(key, value)
}
