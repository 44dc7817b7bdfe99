import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { dish, dishTerm, mealVocabulary } from '../../../db/schema/index.ts'
import { eq } from '../../../db/sql.ts'
import type { ItemList } from '../../core/catalogue.ts'

const unitData = z.object({ also_said: z.array(z.string()).optional() })

/** What the reader knows of dishes. */
export async function dishList(tx: Tx): Promise<ItemList> {
  const dishes = await tx.select().from(dish).orderBy(dish.number)
  const units = await tx.select().from(mealVocabulary).where(eq(mealVocabulary.kind, 'unit'))
  const terms = await tx.select().from(dishTerm)
  const spellings = new Map(
    units.map(unit => [unit.code, [unit.name['zh-CN'], ...(unitData.parse(unit.data).also_said ?? [])]]),
  )
  return {
    name: 'dishes',
    intent: 'order_meal',
    items: dishes.map(({ code, number, name, aliases, unit, gramsPerUnit }) => ({
      id: code,
      number,
      name,
      aliases,
      units: spellings.get(unit) ?? [],
      ...(gramsPerUnit === null ? {} : { gramsPerUnit }),
    })),
    ambiguous: terms.map(({ term, candidates }) => ({ term, candidates })),
  }
}
