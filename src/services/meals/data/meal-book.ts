import * as z from 'zod'
import { compiled } from '../../../../db/compiled.ts'
import type { Tx } from '../../../../db/database.ts'
import { KeyCache } from '../../../../db/key-cache.ts'
import { rows } from '../../../../db/rows.ts'
import { dish, mealsVersion, mealVocabulary, menuTemplate, subsidyRule } from '../../../../db/schema/index.ts'
import { sql } from '../../../../db/sql.ts'
import { type CivilDate, HOUR, isoWeekday } from '../../../core/civil-time.ts'
import type { Localised } from '../../../core/language.ts'
import type { DietaryCode } from '../rules/diet.ts'
import type { SubsidyRule } from '../rules/subsidy.ts'
import { readSites, type Site } from './sites.ts'

export type Dish = typeof dish.$inferSelect

export interface NamedRule extends SubsidyRule {
  readonly name: Localised
}

/** Who cooks, and what all of them share: dishes, menus, words, rules. */
export interface MealBook {
  /** By code, in the order of the codes. */
  readonly sites: ReadonlyMap<string, Site>
  readonly dishes: ReadonlyMap<string, Dish>
  readonly dietary: ReadonlyMap<string, DietaryCode>
  readonly subsidies: readonly NamedRule[]
  /** Dish codes in the order of the menu, main dishes first. */
  menu(template: string, date: CivilDate, period: string): readonly string[]
  nameOf(kind: string, code: string): Localised
}

const dietaryData = z.object({
  effect: z.string(),
  value: z.string().optional(),
  exclude_dishes: z.array(z.string()).optional(),
})

/** Those read last; a house has one, tests have several. */
const kept = new KeyCache<string, MealBook>({ most: 8, lifeMs: 24 * HOUR, now: Date.now })

const versionRow = z.object({ version: z.string() })
const readVersion = compiled(() => sql`select version::text as version from ${mealsVersion}`)

/** Read again only when something in it has changed: it is wanted several times a turn, and seldom changes. */
export async function loadMealBook(tx: Tx): Promise<MealBook> {
  const [found] = await rows(tx, readVersion({}), versionRow)
  if (!found) throw new Error('the meals have no version')
  const book = kept.get(found.version) ?? (await readMealBook(tx))
  kept.put(found.version, book)
  return book
}

async function readMealBook(tx: Tx): Promise<MealBook> {
  const sites = await readSites(tx)
  const dishes = await tx.select().from(dish)
  const words = await tx.select().from(mealVocabulary)
  const menus = await tx.select().from(menuTemplate)
  const subsidies = await tx.select().from(subsidyRule)
  const names = new Map(words.map(word => [`${word.kind}/${word.code}`, word.name]))
  const menuOf = new Map(menus.map(menu => [`${menu.template}/${menu.weekday}/${menu.period}`, menu.dishes]))
  return {
    sites,
    dishes: new Map(dishes.map(one => [one.code, one])),
    dietary: new Map(
      words.filter(word => word.kind === 'dietary').map(word => [word.code, dietaryCode(word.code, word.data)]),
    ),
    subsidies,
    menu: (template, date, period) => menuOf.get(`${template}/${isoWeekday(date)}/${period}`) ?? [],
    nameOf: (kind, code) => names.get(`${kind}/${code}`) ?? { 'zh-CN': code },
  }
}

function dietaryCode(code: string, data: unknown): DietaryCode {
  const { effect, value, exclude_dishes } = dietaryData.parse(data)
  return { code, effect, value, excludeDishes: exclude_dishes }
}
