import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { folder } from '../../src/core/folder.ts'

test('the resident’s page needs less than 100 kB of script', () => {
  const pages = folder('dist/pages')
  const page = readFileSync(join(pages, 'index.html'), 'utf8')
  // A script of its own, and what that needs and the page names to be loaded early.
  const named = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(match => match[1] ?? '')
  expect(named.length).toBeGreaterThan(0)
  const scripts = named.map(path => readFileSync(join(pages, path)))
  const raw = scripts.reduce((sum, script) => sum + script.length, 0)
  const zipped = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0)
  process.stdout.write(`script of the resident's page: ${raw} bytes, ${zipped} bytes zipped\n`)
  expect(raw).toBeLessThan(100_000)
})
