/** Which characters a pattern may begin with; null: any. */
export function firstUnits(pattern: RegExp): ReadonlySet<string> | null {
  const found = new Parser(pattern.source).alternatives()
  return found.isAny || found.isEmpty ? null : found.units
}

interface Start {
  readonly units: Set<string>
  readonly isAny: boolean
  /** It may match nothing, so what stands behind it may begin, too. */
  readonly isEmpty: boolean
}

/** Reads what the patterns of days are written with: groups, choices, classes of characters, and how often. */
class Parser {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  alternatives(): Start {
    const all = [this.#sequence()]
    while (this.#source.charAt(this.#at) === '|') {
      this.#at++
      all.push(this.#sequence())
    }
    return {
      units: new Set(all.flatMap(({ units }) => [...units])),
      isAny: all.some(({ isAny }) => isAny),
      isEmpty: all.some(({ isEmpty }) => isEmpty),
    }
  }

  #sequence(): Start {
    const units = new Set<string>()
    let isAny = false
    let isEmpty = true
    while (this.#at < this.#source.length && !'|)'.includes(this.#source.charAt(this.#at))) {
      const part = this.#part()
      if (!isEmpty) continue
      for (const unit of part.units) units.add(unit)
      isAny ||= part.isAny
      isEmpty = part.isEmpty
    }
    return { units, isAny, isEmpty }
  }

  #part(): Start {
    const part = this.#atom()
    const often = /^(?:[?*]|\+|\{([0-9]+)(?:,[0-9]*)?\})\??/.exec(this.#source.slice(this.#at))
    if (often === null) return part
    this.#at += often[0].length
    const mayLack = /^[?*]/.test(often[0]) || often[1] === '0'
    return mayLack ? { ...part, isEmpty: true } : part
  }

  #atom(): Start {
    const char = this.#source.charAt(this.#at)
    if (char === '(') return this.#group()
    if (char === '[') return this.#choice()
    this.#at += char === '\\' ? 2 : 1
    const unit = char === '\\' ? this.#source.charAt(this.#at - 1) : char
    const isAny = char === '.' || (char === '\\' && /[a-z]/i.test(unit))
    return { units: new Set(isAny ? [] : [unit]), isAny, isEmpty: false }
  }

  #group(): Start {
    const kind = /^\((?:\?(?::|<?[=!]))?/.exec(this.#source.slice(this.#at))?.[0] ?? '('
    this.#at += kind.length
    const inner = this.alternatives()
    this.#at++
    return /[=!]$/.test(kind) ? { units: new Set(), isAny: false, isEmpty: true } : inner
  }

  #choice(): Start {
    const end = this.#source.indexOf(']', this.#at)
    const inside = this.#source.slice(this.#at + 1, end)
    this.#at = end + 1
    if (inside.startsWith('^')) return { units: new Set(), isAny: true, isEmpty: false }
    const units = new Set<string>()
    for (let i = 0; i < inside.length; i++) {
      const isRange = inside.charAt(i + 1) === '-' && i + 2 < inside.length
      const last = isRange ? inside.charCodeAt(i + 2) : inside.charCodeAt(i)
      for (let unit = inside.charCodeAt(i); unit <= last; unit++) units.add(String.fromCharCode(unit))
      if (isRange) i += 2
    }
    return { units, isAny: false, isEmpty: false }
  }
}
