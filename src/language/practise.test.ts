import { expect, test } from 'vitest'
import { instant } from '../core/civil-time.ts'
import { createReader } from './create-reader.ts'
import { practise } from './practise.ts'
import { item, smallCatalogue } from './test/small-catalogue.ts'

const now = instant(Date.parse('2026-11-24T10:00:00+08:00'))
/** Of the processor, which also compiles meanwhile: most take a quarter of it, and without practice more than it. */
const MOST_MS = 60

test('after practice the first long texts of a process are read at once', () => {
  const reader = createReader(smallCatalogue([item('番茄牛腩'), item('羊杂汤', ['碗'])], [item('家庭保洁', ['小时'])]))
  practise(reader, now)
  const costs = ['空调坏', '红烧', '初一', '少放盐', '换成要', '前面不算', '路1号'].map(part => {
    const before = process.cpuUsage()
    reader.read(part.repeat(5_000 / part.length), { language: 'zh-CN', now, open: null })
    return process.cpuUsage(before).user / 1_000
  })
  costs.sort((a, b) => a - b)
  expect(costs[costs.length >> 1]).toBeLessThan(MOST_MS)
})
