import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const TOP =
  /^(?:(?:src|adapters|flows|db|test|\.ci)(?:\/[\w.\-/]*)?|Dockerfile|[A-Za-z][\w.-]*\.(?:md|json|ts|toml|yaml))$/
const LINK = /\]\((?!https?:|#)([^)#]+)/g

/** Back-ticked words that are a path of the repository, and the targets of links. */
function pathsIn(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '')
  const ticked = [...prose.matchAll(/`([^`\n]+)`/g)].map(found => found[1] ?? '').filter(word => TOP.test(word))
  return [...ticked, ...[...prose.matchAll(LINK)].map(found => found[1] ?? '')]
}

test.each([
  ['README.md', 15],
  ['CONTRIBUTING.md', 40],
  ['OPERATING.md', 4],
])('every path that %s names is there', (document, atLeast) => {
  const paths = pathsIn(readFileSync(document, 'utf8'))
  expect(paths.length).toBeGreaterThanOrEqual(atLeast)
  expect(paths.filter(path => !existsSync(path))).toEqual([])
})
