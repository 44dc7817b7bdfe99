import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flowFiles, lintLoaded } from '../../src/commands/load-flows.ts'
import { checkDefinition, type ParsedDefinition, parseDefinition } from '../../src/engine/parse-definition.ts'
import { prepareBook } from '../../src/engine/prepare.ts'
import type { Problem } from '../../src/engine/problem.ts'
import { readYaml } from '../../src/engine/read-yaml.ts'
import { versionHash } from '../../src/engine/version-hash.ts'
import { specsOfTrades } from '../../src/trades.ts'
import { wildText } from '../wild-messages.ts'

const { operations, lists } = specsOfTrades()
const FILE = 'wild.yaml'
/** Slower than this is as good as hanging, on a machine that has other work. */
const PATIENCE_MS = 5_000

const sources = flowFiles('flows').map(file => readFileSync(file, 'utf8'))
/** Whole words that mean something in one definition or another. */
const tokens = [...new Set(sources.flatMap(text => text.match(/[\w.-]+|"[^"\n]*"|\{[^{}\n]*\}/g) ?? []))]

/** What is wrong with it; what lint has no error for can be made ready for talks. */
function judge(parsed: ParsedDefinition): readonly Problem[] {
  if ('problems' in parsed) return parsed.problems
  const { definition } = parsed
  const hash = versionHash(definition)
  const problems = lintLoaded([{ file: FILE, definition, hash }], operations, lists, false)
  if (problems.every(problem => problem.level !== 'error'))
    prepareBook([{ definition, hash, current: true }], operations)
  return problems
}

const tally = { refused: 0, accepted: 0 }

function judged(parse: () => ParsedDefinition): void {
  const began = performance.now()
  const problems = judge(parse())
  expect(performance.now() - began).toBeLessThan(PATIENCE_MS)
  for (const { what, cure, file } of problems) expect([what !== '', cure !== '', file]).toEqual([true, true, FILE])
  tally[problems.some(problem => problem.level === 'error') ? 'refused' : 'accepted']++
}

const token = fc.oneof(fc.constantFrom(...tokens), wildText)
type Change = (lines: string[]) => void
const at = (lines: readonly string[], nth: number) => nth % Math.max(1, lines.length)
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.nat().map(
    (nth): Change =>
      lines =>
        void lines.splice(at(lines, nth), 1),
  ),
  fc.nat().map(
    (nth): Change =>
      lines =>
        void lines.splice(at(lines, nth), 0, lines[at(lines, nth)] ?? ''),
  ),
  fc.tuple(fc.nat(), fc.nat()).map(
    ([from, to]): Change =>
      lines => {
        const [line] = lines.splice(at(lines, from), 1)
        lines.splice(at(lines, to), 0, line ?? '')
      },
  ),
  fc.tuple(fc.nat(), fc.constantFrom('  ', ' ', '\t', '- ')).map(
    ([nth, by]): Change =>
      lines => {
        lines[at(lines, nth)] = by + (lines[at(lines, nth)] ?? '')
      },
  ),
  fc.tuple(fc.nat(), fc.nat(), token).map(
    ([nth, word, by]): Change =>
      lines => {
        const words = (lines[at(lines, nth)] ?? '').split(/(?<=[\s{}[\]:,])/)
        words[at(words, word)] = by
        lines[at(lines, nth)] = words.join('')
      },
  ),
)

test('a shipped definition whose lines were moved, lost or garbled is refused in words or taken', () => {
  const changed = fc.tuple(fc.constantFrom(...sources), fc.array(change, { minLength: 1, maxLength: 3 }))
  fc.assert(
    fc.property(changed, ([text, changes]) => {
      const lines = text.split('\n')
      for (const one of changes) one(lines)
      judged(() => parseDefinition(lines.join('\n'), FILE))
    }),
    { numRuns: 100 },
  )
})

const values = sources.map(text => {
  const read = readYaml(text, FILE)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return JSON.stringify(read.value)
})

/** Any text, number or truth that stands in it, and whole lists and objects now and then. */
function withOther(json: string, nth: number, by: unknown): unknown {
  const places = json.match(/[{[,:"]/g)?.length ?? 1
  let place = 0
  return JSON.parse(json, (key, value) => {
    place++
    return key !== '' && place === nth % places ? by : value
  })
}

test('a definition as an editor sends it, with anything in any place, is refused in words or taken', () => {
  const by = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>(...tokens, -1, 0, 1e9, '', '__proto__', 'slots', 'slots.x', '1 +', '('.repeat(500), []),
  )
  fc.assert(
    fc.property(fc.constantFrom(...values), fc.nat(), by, (json, nth, other) => {
      judged(() => checkDefinition(withOther(json, nth, other), FILE))
    }),
    { numRuns: 150 },
  )
  expect(Math.min(tally.refused, tally.accepted), JSON.stringify(tally)).toBeGreaterThan(5)
})
