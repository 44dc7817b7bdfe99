import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { TrainingLine } from './training-line.ts'

const ROOT = join(import.meta.dirname, '../../..')
const LONGEST = 80
const PROSE = ['README.md', 'CONTRIBUTING.md', 'OPERATING.md', 'flows/README.md']
/** Codes, dates and the like: nobody says them. */
const SAID = /\p{L}{2}|\p{Script=Han}/u
const CODE = /^[\w.:/@-]*$/

/**
 * What the desk itself speaks of: dishes, streets, people and papers, its flows with what is said in their tests, and plain
 * English prose, of which our lines have little.
 */
export function deskLines(): readonly TrainingLine[] {
  const seeds = globSync('db/seed/data/*.json', { cwd: ROOT }).flatMap(path => stringsIn(JSON.parse(read(path))))
  const said = globSync('flows/*.yaml', { cwd: ROOT }).flatMap(path => saidIn(parse(read(path))))
  const texts = globSync('flows/*.yaml', { cwd: ROOT }).flatMap(path => stringsIn(parse(read(path))))
  const prose = PROSE.flatMap(path =>
    read(path)
      .split(/[.;:|\n]+/)
      .map(part => part.trim()),
  )
  const names = [...seeds, ...texts, ...prose].filter(
    text => text.length <= LONGEST && SAID.test(text) && !CODE.test(text),
  )
  return [...new Set([...names, ...said])]
    .sort()
    .map(text => ({ text, author: 'desk', isEmergency: false, class: null, isNear: false }))
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : []
}

function saidIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, one]) => (key === 'user' ? stringsIn(one) : saidIn(one)))
}
