import type { Tx } from '../../db/database.ts'
import { uuidsOf } from '../../db/id-list.ts'
import { contact, mandate } from '../../db/schema/index.ts'
import { eq, sql } from '../../db/sql.ts'
import type { ContactId } from '../core/ids.ts'
import type { Trade } from '../core/trade.ts'
import { dossierOf } from './dossier.ts'
import type { DeskPorts } from './ports.ts'
import { transcript } from './transcript.ts'

type GivePorts = Pick<DeskPorts, 'database' | 'vault'>
const EVERYTHING = 1_000_000

/** All that is kept of one person, opened: what they may ask for. CallerError: nobody of this id. */
export async function givePerson(ports: GivePorts, trades: readonly Trade<Tx>[], id: ContactId) {
  const { database, vault } = ports
  const { person, people, talks } = await dossierOf(database.db, id)
  const [row] = await database.db.select().from(contact).where(eq(contact.id, person))
  const key = (await vault.keys(database.db, [person])).get(person)
  const records: Record<string, unknown> = {}
  for (const trade of trades) {
    if (trade.records) records[trade.name] = await trade.records.give(database.db, people)
  }
  return {
    contact: person,
    level: row?.level ?? null,
    profile: key && row?.profile ? vault.open(key, row.profile) : null,
    consentAt: row?.consentAt?.toISOString() ?? null,
    mandates: await database.db
      .select()
      .from(mandate)
      .where(sql`${mandate.elderId} in ${uuidsOf(people)} or ${mandate.relativeId} in ${uuidsOf(people)}`),
    talks: await Promise.all(
      talks.map(async talk => ({ id: talk, messages: await transcript(ports, talk, { limit: EVERYTHING }) })),
    ),
    records,
  }
}
