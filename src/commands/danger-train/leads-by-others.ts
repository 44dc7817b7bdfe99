import { PLACES } from '../../language/wishes/intent-features.ts'
import { WEIGHED } from '../../language/wishes/intent-steps.ts'
import { leadOf } from '../../language/wishes/weigh-intents.ts'
import type { Learnt } from '../understand/examples.ts'
import { learn, likelihood } from '../understand/logistic.ts'

/** The second opinion about each text of an author, by what all others teach of wishes; of options and commands there is none. */
export function leadsByOthers(all: readonly Learnt[], author: string): ReadonlyMap<string, number> {
  const classes = WEIGHED.length
  const weights = learn(
    all.filter(one => one.author !== author).flatMap(one => one.examples),
    PLACES,
    classes,
  )
  const own = all.filter(one => one.author === author)
  return new Map(
    own.map(({ text, unasked }) => [text, leadOf([...likelihood(weights, unasked, classes)].map(Math.log))]),
  )
}
