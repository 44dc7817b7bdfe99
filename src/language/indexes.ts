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

/** What a catalogue is looked up in, made with the reader, so that no message waits for it. */
export interface Indexes {
  readonly items: ItemIndex
  readonly areas: AreaIndex
  readonly slips: SlipIndex
  readonly sounds: SoundIndex
  readonly parts: PartIndex
  readonly likeness: LikenessIndex
  readonly ingredients: IngredientIndex
  readonly makeup: MakeupIndex
  readonly pieces: PieceIndex
  readonly short: ShortIndex
}

export function indexCatalogue(catalogue: Catalogue): Indexes {
  const items = indexItems(catalogue)
  return {
    items,
    areas: indexAreas(catalogue.areas),
    slips: indexSlips(items),
    sounds: indexSounds(items),
    parts: indexParts(items),
    likeness: indexLikeness(items),
    ingredients: indexIngredients(items),
    makeup: indexMakeup(items),
    pieces: indexPieces(items),
    short: indexShort(items),
  }
}
