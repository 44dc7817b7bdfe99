/** A dietary code of the vocabulary: what it does to a dish. */
export interface DietaryCode {
  readonly code: string
  readonly effect: string
  /** Tag or allergen that the effect speaks of. */
  readonly value?: string | undefined
  readonly excludeDishes?: readonly string[] | undefined
}

export interface DishFacts {
  readonly code: string
  readonly tags: readonly string[]
  readonly allergens: readonly string[]
}

export interface Needs {
  readonly allergies: readonly string[]
  /** Dietary codes of the diner and of this order. */
  readonly dietary: readonly string[]
}

export interface Clash {
  readonly kind: 'allergy' | 'diet'
  /** Allergen code, or dietary code. */
  readonly code: string
}

/** Why this dish must not be sold to them, or null. A kitchen note never lifts an allergy. */
export function clashOf(
  dish: DishFacts,
  needs: Needs,
  vocabulary: ReadonlyMap<string, DietaryCode>,
  halalPermit: boolean,
): Clash | null {
  const allergen = dish.allergens.find(code => needs.allergies.includes(code))
  if (allergen) return { kind: 'allergy', code: allergen }
  for (const code of needs.dietary) {
    const rule = vocabulary.get(code)
    if (!rule || !clashes(dish, rule, halalPermit)) continue
    return rule.effect === 'block_allergen' ? { kind: 'allergy', code: rule.value ?? code } : { kind: 'diet', code }
  }
  return null
}

function clashes(dish: DishFacts, rule: DietaryCode, halalPermit: boolean): boolean {
  if (rule.excludeDishes?.includes(dish.code)) return true
  const value = rule.value
  if (value === undefined) return false
  switch (rule.effect) {
    case 'exclude_tag':
      return dish.tags.includes(value)
    case 'require_tag':
      return !dish.tags.includes(value)
    case 'require_tag_and_site_halal_permit':
      return !halalPermit || !dish.tags.includes(value)
    case 'block_allergen':
      return dish.allergens.includes(value)
    default:
      return false
  }
}

export const HALAL = 'halal'
