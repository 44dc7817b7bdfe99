import { describe, expect, test } from 'vitest'
import { clashOf, type DietaryCode } from './diet.ts'

const CODES: DietaryCode[] = [
  { code: 'no_spicy', effect: 'exclude_tag', value: 'spicy' },
  { code: 'less_salt', effect: 'prefer_tag_else_kitchen_note', value: 'low_salt' },
  { code: 'soft', effect: 'require_tag', value: 'soft' },
  { code: 'no_garlic', effect: 'kitchen_note', excludeDishes: ['D030'] },
  { code: 'no_peanut', effect: 'block_allergen', value: 'peanut' },
  { code: 'halal', effect: 'require_tag_and_site_halal_permit', value: 'halal' },
]
const VOCABULARY = new Map(CODES.map(code => [code.code, code]))
const KUNGPAO = { code: 'D050', tags: ['spicy', 'halal'], allergens: ['gluten', 'peanut', 'soy'] }
const BROCCOLI = { code: 'D030', tags: ['halal', 'vegetarian'], allergens: [] }

describe('what a diner must not be sold', () => {
  test.each([
    ['an allergy on file', KUNGPAO, ['peanut'], [], false, { kind: 'allergy', code: 'peanut' }],
    ['an allergy said as a wish', KUNGPAO, [], ['no_peanut'], false, { kind: 'allergy', code: 'peanut' }],
    [
      'a note for the kitchen lifts no allergy',
      KUNGPAO,
      ['peanut'],
      ['less_salt'],
      false,
      { kind: 'allergy', code: 'peanut' },
    ],
    ['spicy for who eats none', KUNGPAO, [], ['no_spicy'], false, { kind: 'diet', code: 'no_spicy' }],
    ['hard food for who needs soft', BROCCOLI, [], ['soft'], false, { kind: 'diet', code: 'soft' }],
    [
      'a dish that is made of what is not wanted',
      BROCCOLI,
      [],
      ['no_garlic'],
      false,
      { kind: 'diet', code: 'no_garlic' },
    ],
    ['a halal recipe without a permit', BROCCOLI, [], ['halal'], false, { kind: 'diet', code: 'halal' }],
    ['a halal recipe with one', BROCCOLI, [], ['halal'], true, null],
    ['less salt is a note', BROCCOLI, [], ['less_salt'], false, null],
    ['an unknown code says nothing', BROCCOLI, [], ['whatever'], false, null],
  ])('%s', (_, dish, allergies, dietary, permit, clash) => {
    expect(clashOf(dish, { allergies, dietary }, VOCABULARY, permit)).toEqual(clash)
  })
})
