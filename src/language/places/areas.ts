import type { Area } from '../../core/catalogue.ts'
import { leftmostLongest } from '../items/item-mentions.ts'
import { Automaton } from '../text/automaton.ts'
import { foldWord, isWordUnit } from '../text/fold.ts'
import { isWholeWord } from '../text/vocabulary.ts'

export interface AreaIndex {
  readonly terms: readonly (readonly [text: string, codes: readonly string[]])[]
  readonly automaton: Automaton
  readonly districts: readonly (readonly [text: string, code: string])[]
}

const KINDS = /(?:街道办事处|街道|地区|办事处|镇|乡| (?:subdistrict|town|township))$/
const DISTRICT_KINDS = /(?:回族区|区|县|市| (?:hui )?(?:district|county|city))$/

export function indexAreas(areas: readonly Area[]): AreaIndex {
  const terms = new Map<string, Set<string>>()
  const districts = new Map<string, string>()
  for (const { code, name, district } of areas) {
    for (const text of forms(Object.values(name), KINDS)) terms.set(text, (terms.get(text) ?? new Set()).add(code))
    for (const text of forms(Object.values(district), DISTRICT_KINDS)) districts.set(text, code.slice(0, 6))
  }
  const entries = [...terms].map(([text, codes]) => [text, [...codes]] as const)
  return { terms: entries, automaton: new Automaton(entries.map(([text]) => text)), districts: [...districts] }
}

/** Codes that the words could mean: several for a name used in two districts, unless the district was said too. */
export function findAreas(dense: string, index: AreaIndex): readonly string[] {
  const hits: { from: number; to: number; codes: readonly string[] }[] = []
  index.automaton.scan(dense, (pattern, to) => {
    const entry = index.terms[pattern]
    if (entry === undefined) return
    const [text, codes] = entry
    const from = to - text.length
    if (!isWordUnit(text.charCodeAt(0)) || isWholeWord(dense, from, to)) hits.push({ from, to, codes })
  })
  const codes = [...new Set(leftmostLongest(hits).flatMap(hit => hit.codes))]
  const said = index.districts.filter(([text]) => dense.includes(text)).map(([, code]) => code)
  const inDistrict = codes.filter(code => said.includes(code.slice(0, 6)))
  return inDistrict.length > 0 ? inDistrict : codes
}

/** A name as it stands and without its kind (花园路街道, 花园路), where two characters are left. */
function forms(names: readonly (string | undefined)[], kinds: RegExp): readonly string[] {
  return names.flatMap(name => {
    if (name === undefined) return []
    const text = foldWord(name)
    const short = text.replace(kinds, '')
    const all = short.length >= 2 && short !== text ? [text, short] : [text]
    // People write Nanyang Road for Nanyanglu.
    return [...all, ...all.flatMap(one => (/^[a-z]{3,}lu$/.test(one) ? [`${one.slice(0, -2)} road`] : []))]
  })
}
