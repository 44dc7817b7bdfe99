import { join } from 'node:path'

/** Utterances with labels, a file an author, beside the catalogues they order from. */
export const LABELLED = join(import.meta.dirname, '../../../test/understanding')

interface LabelledSet {
  readonly name: string
  /** The catalogue's file. */
  readonly menu: string
  /**
   * What it is there to teach. Those of dangers alone are no mirror of what people write, and their slots are not labelled
   * with care; of their wishes is learnt all the same. Nothing: strangers wrote it, it is only ever scored, and nobody
   * looks at its misses.
   */
  readonly teaches: readonly ('wishes' | 'dangers')[]
}

const BOTH = ['wishes', 'dangers'] as const
const WISHES = ['wishes'] as const
const DANGERS = ['dangers'] as const

/** What is learnt hangs on their order. Where only dangers are taught, slots are not labelled and those figures count alone. */
export const LABELLED_SETS: readonly LabelledSet[] = [
  { name: 'dev', menu: 'dev-menu', teaches: BOTH },
  { name: 'dev-danger', menu: 'dev-menu', teaches: DANGERS },
  { name: 'dev-village', menu: 'second-menu', teaches: BOTH },
  { name: 'dev-city', menu: 'second-menu', teaches: BOTH },
  { name: 'dev-dispatcher', menu: 'second-menu', teaches: DANGERS },
  { name: 'dev-sample', menu: 'second-menu', teaches: WISHES },
  { name: 'dev-repair', menu: 'second-menu', teaches: WISHES },
  { name: 'dev-slots', menu: 'second-menu', teaches: WISHES },
  { name: 'dev-teacher', menu: 'dev-menu', teaches: BOTH },
  { name: 'dev-switchboard', menu: 'second-menu', teaches: BOTH },
  { name: 'dev-linguist', menu: 'third-menu', teaches: BOTH },
  { name: 'dev-driver', menu: 'third-menu', teaches: BOTH },
  { name: 'dev-widow', menu: 'dev-menu', teaches: BOTH },
  { name: 'dev-nurse', menu: 'second-menu', teaches: BOTH },
  { name: 'dev-plumber', menu: 'second-menu', teaches: BOTH },
  { name: 'dev-volunteer', menu: 'dev-menu', teaches: DANGERS },
  { name: 'dev-children', menu: 'third-menu', teaches: BOTH },
  { name: 'dev-foundry', menu: 'foundry-menu', teaches: WISHES },
  { name: 'dev-nightwatch', menu: 'second-menu', teaches: BOTH },
  { name: 'dev-stall', menu: 'stall-menu', teaches: WISHES },
  { name: 'dev-porter', menu: 'second-menu', teaches: WISHES },
  { name: 'dev-stranger', menu: 'stranger-menu', teaches: BOTH },
  { name: 'dev-conductor', menu: 'conductor-menu', teaches: BOTH },
  { name: 'dev-barber', menu: 'barber-menu', teaches: BOTH },
  { name: 'dev-bookkeeper', menu: 'bookkeeper-menu', teaches: BOTH },
  { name: 'dev-nightdoctor', menu: 'dev-menu', teaches: DANGERS },
  { name: 'dev-ferrywoman', menu: 'dev-menu', teaches: DANGERS },
  { name: 'dev-gatekeeper', menu: 'dev-menu', teaches: DANGERS },
  { name: 'dev-almanac', menu: 'almanac-menu', teaches: BOTH },
  { name: 'dev-potter', menu: 'potter-menu', teaches: BOTH },
  { name: 'dev-trainman', menu: 'trainman-menu', teaches: BOTH },
  { name: 'dev-niece', menu: 'niece-menu', teaches: BOTH },
  { name: 'dev-miller', menu: 'miller-menu', teaches: BOTH },
  { name: 'dev-librarian', menu: 'librarian-menu', teaches: BOTH },
  { name: 'dev-sergeant', menu: 'sergeant-menu', teaches: BOTH },
  { name: 'dev-weaver', menu: 'weaver-menu', teaches: BOTH },
  { name: 'same-author', menu: 'dev-menu', teaches: [] },
  { name: 'third-author', menu: 'third-author-menu', teaches: [] },
  { name: 'fourth-author', menu: 'fourth-author-menu', teaches: [] },
]

export const SETS_THAT_TEACH = LABELLED_SETS.filter(set => set.teaches.length > 0)

export function setsThatTeach(what: LabelledSet['teaches'][number]): readonly LabelledSet[] {
  return LABELLED_SETS.filter(set => set.teaches.includes(what))
}
