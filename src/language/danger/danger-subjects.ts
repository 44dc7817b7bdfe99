import type { AlarmClass } from '../../core/alarm.ts'
import { type Folded, isWordUnit, NO_GAP } from '../text/fold.ts'
import { type Hit, type HitsByKind, unmasked, type WordHit } from './danger-kinds.ts'

/** What befalls animals as well. */
const THEIRS: ReadonlySet<AlarmClass> = new Set(['medical', 'fall', 'missing'])
const HAN_REACH = 4
/** 猫误食了百合，口吐白沫，可有兽医: asked for one, whatever befell it is told of the animal. */
const VET = /兽医|宠物(?:医院|诊所|医生|大夫)|\b(?:vet|vets|veterinary)\b/
const VET_REACH = 40
const THING_REACH = 3
const LATIN_REACH = 16
/** What stands between a thing of the house and what it suffers like a body: 空调也喘; 空调边上喘 is about a person. */
const AS_A_BODY = /^[又也都快就像光直老净还]?$/
/** What is said of things that work badly; one is hurt or poisoned by others. */
const LIKE_A_BODY =
  /喘|抽风|噎|[断没咽]了?气|死|[昏晕]|[出吐]血|羊[角癫]|癫|瘫|憋|呛|中风|不动|反应|不醒|choking|dying|dead|coughing|stroke/
/** A thing stands at the start of what is said of it, or behind one of these: 下车摔了 is about no car. */
const BEFORE_A_THING = '的家把个台部块只副俩这那新将'

/** 叫猪拱倒 and 遛狗摔倒 are about a person. */
const BEFORE_AN_OBJECT = '被叫让给遛喂追撵抱牵躲放杀钓吃逮抓赶'

/** Without what happened to an animal, or fell and is no person. */
export function withoutOthers(folded: Folded, hits: HitsByKind, words: readonly WordHit[]): readonly WordHit[] {
  const animals = unmasked(hits, 'animal', 'notAnimal').filter(
    ({ from }) => from === 0 || !BEFORE_AN_OBJECT.includes(folded.dense.charAt(from - 1)),
  )
  const things = (hits.get('thing') ?? []).filter(hit => isSubject(folded, hit))
  const fixtures = endsOfFixtures(folded, hits.get('fixture') ?? [])
  if (animals.length === 0 && things.length === 0 && fixtures.size === 0) return words
  const people = hits.get('person') ?? []
  const ofAnimal = ownership(folded, animals, people, VET.test(folded.dense) ? VET_REACH : HAN_REACH)
  const ofThing = ownership(folded, things, people, THING_REACH)
  return words.filter(word => {
    if (!THEIRS.has(word.means.class)) return true
    if (ofAnimal(word)) return false
    if (word.means.class === 'medical' && isOfFixture(folded, word, fixtures)) return false
    return word.means.class !== 'fall' || !ofThing(word)
  })
}

function isSubject({ dense, gap }: Folded, { from }: Hit): boolean {
  if (isWordUnit(dense.charCodeAt(from))) return true
  return from === 0 || gap[from] !== NO_GAP || BEFORE_A_THING.includes(dense.charAt(from - 1))
}

/** Where things of the house that something is said of end; 洗脸池水龙头 is one. */
function endsOfFixtures(folded: Folded, fixtures: readonly Hit[]): ReadonlySet<number> {
  const ends = new Set<number>()
  for (const hit of fixtures) if (isSubject(folded, hit) || ends.has(hit.from)) ends.add(hit.to)
  return ends
}

function isOfFixture({ dense }: Folded, { from, to }: WordHit, ends: ReadonlySet<number>): boolean {
  if (ends.size === 0 || !LIKE_A_BODY.test(dense.slice(from, to))) return false
  return [0, 1].some(apart => ends.has(from - apart) && AS_A_BODY.test(dense.slice(from - apart, from)))
}

function ownership(
  folded: Folded,
  subjects: readonly Hit[],
  people: readonly Hit[],
  reach: number,
): (word: WordHit) => boolean {
  // For each place, where the last such subject and the last person named before it end.
  const ends = new Int32Array(folded.dense.length + 1).fill(-1)
  const persons = new Int32Array(folded.dense.length + 1).fill(-1)
  for (const { to } of subjects) ends[to] = to
  for (const { to } of people) persons[to] = to
  for (let i = 1; i < ends.length; i++) {
    ends[i] = Math.max(ends[i] ?? -1, ends[i - 1] ?? -1)
    persons[i] = Math.max(persons[i] ?? -1, persons[i - 1] ?? -1)
  }
  return ({ from, to }) => {
    const inside = ends[to - 1] ?? -1
    if (inside > from) return true
    const before = ends[from] ?? -1
    const far = isWordUnit(folded.dense.charCodeAt(from)) ? Math.max(LATIN_REACH, reach) : reach
    return before >= 0 && from - before <= far && (persons[from] ?? -1) <= before
  }
}
