import { isScalar, parseDocument, visit } from 'yaml'
import type { Problem } from './problem.ts'

/** YAML 1.1 readers and some editors turn these keys into booleans. */
const BOOLEAN_LIKE = new Set(['on', 'yes', 'no', 'off'])

/** Plain data from YAML 1.2 core, without what makes a file mean more than it shows: anchors, tags, double keys. */
export function readYaml(text: string, file: string): { readonly value: unknown } | { readonly problems: Problem[] } {
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true, strict: true })
  const problems: Problem[] = []
  const report = (offset: number | undefined, what: string, cure: string) =>
    problems.push({ file, step: null, level: 'error', what: `${place(text, offset)}${what}`, cure })

  for (const error of [...document.errors, ...document.warnings]) {
    report(error.pos[0], PLAIN[error.code] ?? plain(error.message), cureOf(error.code))
  }
  if (problems.length > 0) return { problems }
  visit(document, {
    Alias: (_, node) => void report(node.range?.[0], `alias *${node.source}`, 'Write the value out in both places.'),
    Node: (_, node) => {
      if ('anchor' in node && node.anchor)
        report(node.range?.[0], `anchor &${node.anchor}`, 'Take it out; definitions are written without anchors.')
      if (node.tag) report(node.range?.[0], `tag ${node.tag}`, 'Take it out; definitions are written without tags.')
      if (isScalar(node) && typeof node.value === 'number' && !Number.isFinite(node.value))
        report(node.range?.[0], 'a number that JSON does not have', 'Write a plain number.')
    },
    Pair: (_, pair) => {
      const key = isScalar(pair.key) ? pair.key.value : null
      const offset = isScalar(pair.key) ? pair.key.range?.[0] : undefined
      if (typeof key !== 'string') report(offset, 'a key that is not a word', 'Put the key in quotation marks.')
      else if (BOOLEAN_LIKE.has(key.toLowerCase()))
        report(offset, `key ${key}`, `Choose another word: some YAML readers take ${key} for true or false.`)
    },
  })
  if (problems.length > 0) return { problems }
  return { value: document.toJS({ maxAliasCount: 0 }) }
}

const PLAIN: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'the same key twice',
  MULTIPLE_DOCS: 'a second document',
}

/** The place is told before it already. */
function plain(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
}

function cureOf(code: string): string {
  if (code === 'DUPLICATE_KEY') return 'Keep one of the two.'
  if (code === 'TAG_RESOLVE_FAILED') return 'Take the tag out.'
  if (code === 'MULTIPLE_DOCS') return 'One definition a file: split it.'
  return 'Correct the YAML there: indentation, quotation marks, colons.'
}

function place(text: string, offset: number | undefined): string {
  if (offset === undefined) return ''
  const before = text.slice(0, offset)
  return `line ${before.split('\n').length}: `
}
