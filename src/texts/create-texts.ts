import i18next, { type i18n } from 'i18next'
import { BASE_LANGUAGE, LANGUAGES, type Language } from '../core/language.ts'
import type { Json, JsonObject } from '../core/operation.ts'
import type { FlowDefinition } from '../engine/definition.ts'
import type { FlowBook } from '../engine/step.ts'
import { DESK_TEXTS } from './desk-texts.ts'
import { FORMATS } from './formats.ts'
import type { Texts } from './texts.ts'

type Templates = Readonly<Record<string, string>>

const DESK = 'desk'
/** Suffix of a text's large-type variant; no key of a definition can hold it. */
const LARGE = '#large'

/** Texts of a book's versions; each is loaded when it is first asked for. A version that is gone reads as nothing. */
export function createTexts(book: FlowBook): Texts {
  const translator = createTranslator()
  const loaded = new Set<string>([DESK])

  function load(flow: string, definition: FlowDefinition): void {
    for (const language of LANGUAGES) {
      translator.addResourceBundle(language, flow, templatesOf(definition.texts[language]))
    }
    loaded.add(flow)
  }

  return {
    render({ flow, key, params }, { language, largeType }) {
      const space = flow ?? DESK
      if (!loaded.has(space)) {
        const version = flow === null ? null : book.version(flow)
        if (!version) return ''
        load(space, version.definition)
      }
      return template(translator, space, largeType ? [`${key}${LARGE}`, key] : [key], language, params)
    },
  }
}

function createTranslator(): i18n {
  const translator = i18next.createInstance()
  void translator.init({
    initAsync: false,
    lng: BASE_LANGUAGE,
    fallbackLng: BASE_LANGUAGE,
    ns: DESK,
    defaultNS: DESK,
    keySeparator: false,
    nsSeparator: false,
    contextSeparator: '#context#',
    resources: Object.fromEntries(LANGUAGES.map(language => [language, { [DESK]: DESK_TEXTS[language] }])),
    // Values come from residents: nothing in them is a placeholder or a reference to another text.
    interpolation: { prefix: '{', suffix: '}', escapeValue: false, skipOnVariables: true },
  })
  for (const [name, format] of Object.entries(FORMATS)) {
    // i18next types a format's value as any: what comes is what `prepared` made of JSON.
    translator.services.formatter?.add(name, (value: Json, language) => format(value, language as Language))
  }
  return translator
}

function template(translator: i18n, ns: string, keys: readonly string[], lng: Language, params: JsonObject): string {
  for (const key of keys) {
    // Most texts hold no placeholder: the look-up alone is enough for them.
    const text = translator.getResource(lng, ns, key) ?? translator.getResource(BASE_LANGUAGE, ns, key)
    if (typeof text === 'string' && !text.includes('{')) return text
    const plural = typeof params.count === 'number'
    if (typeof text !== 'string' && !(plural && translator.exists(key, { ns, lng, count: Number(params.count) })))
      continue
    const replace = prepared(params, lng)
    return translator.t(key, plural ? { ns, lng, replace, count: Number(params.count) } : { ns, lng, replace })
  }
  throw new Error(`there is no text ${keys.at(-1)} in ${ns}`)
}

function templatesOf(texts: FlowDefinition['texts'][Language]): Templates {
  const templates: Record<string, string> = {}
  for (const [key, text] of Object.entries(texts ?? {})) {
    templates[key] = typeof text === 'string' ? text : text.plain
    if (typeof text === 'object' && text.large !== undefined) templates[`${key}${LARGE}`] = text.large
  }
  return templates
}

/** Names in several languages become the reader's, lists become one line. */
function prepared(params: JsonObject, language: Language): Record<string, string | number> {
  const values: Record<string, string | number> = {}
  for (const name of Object.keys(params)) values[name] = shown(params[name] ?? null, language)
  return values
}

function shown(value: Json, language: Language): string | number {
  if (typeof value === 'number' || typeof value === 'string') return value
  if (value === null) return ''
  if (typeof value === 'boolean') return String(value)
  if (isList(value)) return value.map(one => shown(one, language)).join(language === 'en' ? ', ' : '、')
  const own = value[language] ?? value[BASE_LANGUAGE]
  return typeof own === 'string' ? own : ''
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
