import type { Catalogue } from '../../core/catalogue.ts'
import { Automaton } from '../text/automaton.ts'
import { foldWord } from '../text/fold.ts'

export interface ItemKey {
  readonly list: string
  readonly id: string
}

/** What a name stands for: one item, or a term that needs a question. */
export type NameMeaning =
  | { readonly kind: 'item'; readonly item: ItemKey }
  | { readonly kind: 'ambiguous'; readonly list: string; readonly term: string; readonly candidates: readonly string[] }

export interface ItemFacts {
  readonly key: ItemKey
  readonly intent: string
  readonly units: readonly string[]
  readonly gramsPerUnit: number | null
}

export interface ItemIndex {
  readonly names: readonly (readonly [text: string, meaning: NameMeaning])[]
  /** Names and aliases of what is not eaten. */
  readonly services: readonly { readonly name: string; readonly item: ItemKey }[]
  /** Names proper, the others are aliases and terms. */
  readonly proper: ReadonlySet<string>
  /** The names, and those of services as they are spoken: 拔个罐, 剪剪头发. */
  readonly spoken: readonly (readonly [text: string, meaning: NameMeaning])[]
  readonly automaton: Automaton
  readonly numbers: ReadonlyMap<number, ItemKey>
  facts(item: ItemKey): ItemFacts | null
  intentOf(list: string): string | null
}

/** Names win over terms that need a question, those over aliases; an alias of two items is such a term. */
export function indexItems(catalogue: Catalogue): ItemIndex {
  const names = new Map<string, NameMeaning>()
  const facts = new Map<string, ItemFacts>()
  const numbers = new Map<number, ItemKey>()
  const intents = new Map<string, string>()
  for (const { name: list, intent, items, ambiguous } of catalogue.lists) {
    intents.set(list, intent)
    for (const { term, candidates } of ambiguous) {
      names.set(foldWord(term), { kind: 'ambiguous', list, term, candidates })
    }
    for (const item of items) {
      const key = { list, id: item.id }
      const units = item.units.map(foldWord)
      facts.set(`${list} ${item.id}`, { key, intent, units, gramsPerUnit: item.gramsPerUnit ?? null })
      if (item.number !== undefined && !numbers.has(item.number)) numbers.set(item.number, key)
      for (const alias of item.aliases) addAlias(names, foldWord(alias), key)
    }
  }
  const proper = new Set<string>()
  for (const { name: list, items } of catalogue.lists) {
    for (const item of items) {
      for (const name of Object.values(item.name)) {
        if (name === undefined) continue
        names.set(foldWord(name), { kind: 'item', item: { list, id: item.id } })
        proper.add(foldWord(name))
      }
    }
  }
  names.delete('')
  const entries = [...names]
  const services = entries.flatMap(([name, meaning]) =>
    meaning.kind === 'item' && intents.get(meaning.item.list) === 'order_service' ? [{ name, item: meaning.item }] : [],
  )
  const dishes = entries.filter(([, { kind }]) => kind === 'item')
  const spoken = [...new Map([...asSpoken(services), ...dishes.flatMap(asCalled), ...entries])]
  return {
    names: entries,
    services,
    spoken,
    proper,
    automaton: new Automaton(spoken.map(([text]) => text)),
    numbers,
    facts: ({ list, id }) => facts.get(`${list} ${id}`) ?? null,
    intentOf: list => intents.get(list) ?? null,
  }
}

const WORK = /^[一-鿿]{2,4}$/

/** What is done and to what, with a word between, as people put it: 拔个罐, 换一下锁芯. */
function asSpoken(services: ItemIndex['services']): readonly [string, NameMeaning][] {
  return services.flatMap(({ name, item }) => {
    if (!WORK.test(name)) return []
    const [done, thing] = [name.charAt(0), name.slice(1)]
    const between = ['个', '下', '一下', '点', '点儿', done, `一${done}`]
    return between.map((word): [string, NameMeaning] => [done + word + thing, { kind: 'item', item }])
  })
}

/** 八宝粥 is 八宝稀饭, and 红烧肉 was dictated as 红烧又. */
const CALLED: readonly (readonly [end: string, other: string])[] = [
  ['粥', '稀饭'],
  ['肉', '又'],
]

function asCalled([name, meaning]: readonly [string, NameMeaning]): readonly [string, NameMeaning][] {
  return CALLED.flatMap(([end, other]) =>
    name.length > 2 && name.endsWith(end) ? [[name.slice(0, -end.length) + other, meaning]] : [],
  )
}

function addAlias(names: Map<string, NameMeaning>, text: string, item: ItemKey): void {
  const known = names.get(text)
  if (known === undefined) names.set(text, { kind: 'item', item })
  else if (known.kind === 'item' && known.item.list === item.list && known.item.id !== item.id) {
    names.set(text, { kind: 'ambiguous', list: item.list, term: text, candidates: [known.item.id, item.id] })
  }
}
