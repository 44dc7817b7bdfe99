import * as z from 'zod'
import { compiled } from '../../../db/compiled.ts'
import type { Tx } from '../../../db/database.ts'
import { rows, sealedBytes } from '../../../db/rows.ts'
import { channelIdentity } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import type { PersonKey, Vault } from '../../../db/vault.ts'
import { branded, type IdentityId } from '../../core/ids.ts'
import { KNOWN, type Memory, recall, type Seen, type SeenPlace } from './memory.ts'

const placeRow = z.object({ id: z.string(), version: z.string(), address: sealedBytes, gone: z.boolean() })

const readChanged = compiled(
  () => sql`select i.id::text as id, i.xmin::text as version, i.address, i.state = 'gone' as gone
    from ${KNOWN.sql} join ${channelIdentity} i on i.id = k.id
    where i.xmin::text is distinct from k.version and octet_length(i.address) > 0`,
)

/** Where the messages of conversations go, as it is now; of somebody who was erased nothing is left of it. */
export async function readPlaces(
  vault: Vault,
  tx: Tx,
  { places }: Pick<Memory, 'places'>,
  keys: ReadonlyMap<IdentityId, PersonKey>,
): Promise<ReadonlyMap<IdentityId, Seen<SeenPlace>>> {
  const { seen, known } = recall(places, keys.keys())
  const changed = await rows(tx, readChanged(known), placeRow)
  for (const row of changed) {
    const id = branded<IdentityId>(row.id)
    const key = keys.get(id)
    if (!key) continue
    const place = { version: row.version, value: { address: String(vault.open(key, row.address)), gone: row.gone } }
    seen.set(id, place)
    places.put(id, place)
  }
  return seen
}
