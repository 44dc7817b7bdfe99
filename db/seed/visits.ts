import * as z from 'zod'
import type { Tx } from '../database.ts'
import { visitOffer, visitWord } from '../schema/index.ts'
import offers from './data/visit-offers.json' with { type: 'json' }
import words from './data/visit-words.json' with { type: 'json' }

/** Invented kinds of visits for Zhengzhou, and the words for what becomes of them. */
export async function seedVisits(tx: Tx): Promise<void> {
  const rows = offers.map(offer => ({ ...offer, streetCapacity: capacityShape.parse(offer.streetCapacity) }))
  await tx.insert(visitOffer).values(rows).onConflictDoNothing()
  await tx.insert(visitWord).values(words).onConflictDoNothing()
}

const capacityShape = z.record(z.string(), z.int())
