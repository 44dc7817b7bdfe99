import fc from 'fast-check'
import { instant } from '../src/core/civil-time.ts'
import { EXPECTED, inWords, type OutboundBody } from '../src/core/outbound.ts'

/** Whole characters, halves of some, controls; now and then far too long. */
export const wildText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map(units => String.fromCharCode(...units)),
  fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), fc.integer({ min: 100, max: 1_500 }))
    .map(([text, times]) => text.repeat(times)),
)

const named = fc.record({ name: wildText, value: wildText })
const card = fc.record(
  {
    title: wildText,
    lines: fc.array(named, { maxLength: 6 }),
    undoUntil: fc.integer({ min: 0, max: 4_000_000_000_000 }).map(instant),
  },
  { requiredKeys: ['title', 'lines'] },
)

/** Whatever the words, in the shape that the desk gives its messages; there are some. */
export const wildBody: fc.Arbitrary<OutboundBody> = fc
  .record(
    {
      text: wildText,
      choices: fc
        .array(
          wildText.filter(label => label.trim() !== ''),
          { maxLength: 14 },
        )
        .map(labels => labels.map((label, i) => ({ token: `99999.${i}`, number: i, label }))),
      expects: fc.constantFrom(...EXPECTED),
      card,
      language: fc.constantFrom('zh-CN' as const, 'zh-TW' as const, 'en' as const),
    },
    { requiredKeys: ['text', 'choices', 'language'] },
  )
  .filter(body => body.choices.length > 0 || inWords(body).trim() !== '')

/** A value of JSON or XML as it stands in a body. */
const VALUE = /"(?:[^"\\]|\\.)*"|-?\d+|true|false|null|<!\[CDATA\[.*?\]\]>|(?<=>)[^<>]+(?=<)/gs

const anyJson = fc.jsonValue({ maxDepth: 3 }).map(value => JSON.stringify(value))
const odd = fc.oneof(
  anyJson,
  wildText,
  wildText.map(text => `<![CDATA[${text}]]>`),
  fc.constantFrom('', '{', '<a>', ']]>'),
)
const change = fc.record({ at: fc.nat(500), by: odd })

/** The same body, none or some of its values (or keys) others. What stands before it is no platform's: the web chat's session. */
export function spoiltBodies(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const text = new TextDecoder().decode(bytes)
  const begin = text.search(/[{<]/)
  const values = [...text.matchAll(VALUE)].filter(found => found.index > begin)
  const places = values.map(found => ({ start: found.index, end: found.index + found[0].length }))
  return fc.array(change, { maxLength: 3 }).map(changes => {
    const by = new Map(changes.map(({ at, by }) => [at % places.length, by]))
    const parts = places.map(({ start, end }, i) => {
      const before = text.slice(places[i - 1]?.end ?? 0, start)
      return before + (by.get(i) ?? text.slice(start, end))
    })
    return new TextEncoder().encode(parts.join('') + text.slice(places.at(-1)?.end ?? 0))
  })
}
