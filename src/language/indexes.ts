import type { Catalogue } from '../core/catalogue.ts'
import { type ItemIndex, indexItems } from './items/item-index.ts'
import { type IngredientIndex, indexIngredients } from './items/item-ingredients.ts'
import { indexLikeness, type LikenessIndex } from './items/item-likeness.ts'
import { indexMakeup, type MakeupIndex } from './items/item-makeup.ts'
import { indexParts, type PartIndex } from './items/item-parts.ts'
import { indexPieces, type PieceIndex } from './items/item-pieces.ts'
import { indexShort, type ShortIndex } from './items/item-short.ts'
import { indexSlips, type SlipIndex } from './items/item-slips.ts'
import { indexSounds, type SoundIndex } from './items/item-sounds.ts'
import { type AreaIndex, indexAreas } from './places/areas.ts'

/** What a catalogue is looked up in; all but the names themselves are made when first needed. */
export interface Indexes {
  readonly items: ItemIndex
  readonly areas: AreaIndex
  readonly slips: () => SlipIndex
  readonly sounds: () => SoundIndex
  readonly parts: () => PartIndex
  readonly likeness: () => LikenessIndex
  readonly ingredients: () => IngredientIndex
  readonly makeup: () => MakeupIndex
  readonly pieces: () => PieceIndex
  readonly short: () => ShortIndex
}

export function indexCatalogue(catalogue: Catalogue): Indexes {
  const items = indexItems(catalogue)
  return {
    items,
    areas: indexAreas(catalogue.areas),
    slips: once(() => indexSlips(items)),
    sounds: once(() => indexSounds(items)),
    parts: once(() => indexParts(items)),
    likeness: once(() => indexLikeness(items)),
    ingredients: once(() => indexIngredients(items)),
    makeup: once(() => indexMakeup(items)),
    pieces: once(() => indexPieces(items)),
    short: once(() => indexShort(items)),
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
