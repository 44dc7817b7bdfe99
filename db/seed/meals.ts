import * as z from 'zod'
import type { Tx } from '../database.ts'
import { dish, dishTerm, menuTemplate, site, sitePeriod, subsidyRule } from '../schema/index.ts'
import dishTerms from './data/dish-terms.json' with { type: 'json' }
import dishes from './data/dishes.json' with { type: 'json' }
import menus from './data/menus.json' with { type: 'json' }
import sitePeriods from './data/site-periods.json' with { type: 'json' }
import sites from './data/sites.json' with { type: 'json' }
import subsidyRules from './data/subsidy-rules.json' with { type: 'json' }

/** Invented dishes, places, menus and subsidies for Zhengzhou. */
export async function seedMeals(tx: Tx): Promise<void> {
  await tx.insert(dish).values(dishes).onConflictDoNothing()
  await tx.insert(dishTerm).values(dishTerms).onConflictDoNothing()
  await tx.insert(site).values(sites).onConflictDoNothing()
  await tx.insert(sitePeriod).values(sitePeriods).onConflictDoNothing()
  await tx.insert(menuTemplate).values(menus).onConflictDoNothing()
  const rules = subsidyRules.map(rule => ({ ...rule, who: whoShape.parse(rule.who) }))
  await tx.insert(subsidyRule).values(rules).onConflictDoNothing()
}

const whoShape = z.object({
  categories: z.union([z.literal('any'), z.array(z.string())]),
  minAge: z.int(),
  maxAge: z.int().optional(),
})
