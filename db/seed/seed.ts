import type { Instant } from '../../src/core/civil-time.ts'
import type { Database, Tx } from '../database.ts'
import { setting } from '../schema/index.ts'
import { inArray } from '../sql.ts'
import type { Vault } from '../vault.ts'
import { seedApplications } from './applications.ts'
import { seedCalendar } from './calendar.ts'
import { seedMeals } from './meals.ts'
import { seedPeople } from './people.ts'
import { seedReference } from './reference.ts'
import { seedVisits } from './visits.ts'

/** `test` holds the same as `demo` here; its sign-ins are made with the staff's. */
export type SeedKind = 'none' | 'demo' | 'test'

const LAYERS = {
  'seeded.reference': (tx: Tx) => seedReference(tx),
  'seeded.calendar': (tx: Tx) => seedCalendar(tx),
  'seeded.demo': async (tx: Tx, vault: Vault, now: Instant) => {
    await seedMeals(tx)
    await seedPeople(tx, vault, now)
  },
  'seeded.visits': (tx: Tx) => seedVisits(tx),
  'seeded.applications': (tx: Tx, vault: Vault, now: Instant) => seedApplications(tx, vault, now),
} as const
type Layer = keyof typeof LAYERS

/** What no desk can run without. */
const NEEDED: readonly Layer[] = ['seeded.reference', 'seeded.calendar']
const DEMO: readonly Layer[] = ['seeded.demo', 'seeded.visits', 'seeded.applications']

/** Each layer once in the life of a database, so that nothing an operator changed is put back at the next start. */
export async function seed(database: Database, vault: Vault, kind: SeedKind, now: Instant): Promise<void> {
  const wanted = kind === 'none' ? NEEDED : [...NEEDED, ...DEMO]
  const done = await database.db
    .select({ key: setting.key })
    .from(setting)
    .where(inArray(setting.key, [...wanted]))
  if (done.length === wanted.length) return
  await database.transaction(async tx => {
    for (const layer of wanted) {
      // Another process that starts now waits here for this row, and then finds the layer done.
      const mine = await tx.insert(setting).values({ key: layer, value: now }).onConflictDoNothing().returning()
      if (mine.length > 0) await LAYERS[layer](tx, vault, now)
    }
  })
}
