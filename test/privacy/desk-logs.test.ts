import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { leaksIn } from '../desk-logs.ts'
import { DAY } from '../personal-markers.ts'

test('a name in the log of a desk under test is found, with file and line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zy-leaks-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'clean.log'), '{"event":"http.request"}\n')
  await writeFile(join(folder, 'leaky.log'), `{"event":"start"}\n{"event":"x","said":"${DAY.name}"}\n`)
  expect(await leaksIn(folder)).toEqual([`${join(folder, 'leaky.log')}:2: ${DAY.name} in UTF-8`])
})
