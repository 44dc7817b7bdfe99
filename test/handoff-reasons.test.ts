import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { flowFiles } from '../src/commands/load-flows.ts'

const SOURCES = [
  ...flowFiles('flows'),
  ...readdirSync('src/engine')
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map(name => `src/engine/${name}`),
]

test.each(['zh-CN', 'zh-TW', 'en'])('staff read in words why somebody was handed to them, in %s', language => {
  const words = JSON.parse(readFileSync(`src/console/staff/texts/${language}.json`, 'utf8'))
  const given = SOURCES.flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(/\bhandoff: (\w+)[ ,}]|handOff\(run, '(\w+)'/g)].map(
      found => found[1] ?? found[2],
    ),
  )
  const reasons = new Set(given)
  expect(reasons.size).toBeGreaterThan(8)
  expect([...reasons].filter(reason => !words[`reason.${reason}`])).toEqual([])
})
