import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { findDanger } from './danger.ts'

test('what was learnt weighs no more than 60 kB on its way to the edge', () => {
  const data = readFileSync(join(import.meta.dirname, 'data/learnt.json'))
  expect(gzipSync(data, { level: 9 }).length).toBeLessThan(60_000)
})

/** None of them holds a sign that the rules know. */
test.each([
  ['老头子胸前一阵阵拧着难过，汗珠子直掉', 'medical'],
  ['灶屋招伙了，柴禾噼里啪啦的', 'fire'],
  ['有个生脸的撬开窗钻俺屋里来了', 'police'],
  ['俺姨出去剪头，掌灯了还不着家，手机搁屋里', 'missing'],
  ['药我备下了，这日子到头了', 'self_harm'],
] as const)('%s is raised as %s', (text, name) => {
  expect(findDanger(fold(text))).toMatchObject({ level: 'alarm', classes: [name] })
})
