import type { Tx } from '../database.ts'
import { area, channelAccount, mealVocabulary } from '../schema/index.ts'
import areas from './data/areas.json' with { type: 'json' }
import vocabulary from './data/meal-vocabulary.json' with { type: 'json' }

/** The web page has no platform that limits it: these rates only keep one chat from starving the others. */
const WEB = { id: 'web/main', kind: 'web', perSecond: 1000, perChatPerSecond: 1000, burst: 1000 }

/** What no desk can run without. */
export async function seedReference(tx: Tx): Promise<void> {
  await tx.insert(channelAccount).values(WEB).onConflictDoNothing()
  await tx.insert(area).values(areas).onConflictDoNothing()
  const words = Object.entries(vocabulary).flatMap(([kind, list]) =>
    list.map((word, place) => ({ kind, place, code: word.code, name: word.name, data: word.data })),
  )
  await tx.insert(mealVocabulary).values(words).onConflictDoNothing()
}
