import { describe, expect, test } from 'vitest'
import type { Log } from '../core/log.ts'
import { consoleLog } from './console-log.ts'
import type { LogLevel } from './log-level.ts'
import { createMeasure } from './measure.ts'
import { pinoLog } from './pino-log.ts'

type Write = (line: string) => void

describe.each([
  ['pino', (level: LogLevel, write: Write) => pinoLog(level, { write })],
  ['console', consoleLog],
] as const)('the log by %s', (_, open) => {
  function written(run: (log: Log) => void, level: LogLevel = 'debug') {
    const lines: string[] = []
    run(open(level, line => void lines.push(line)))
    return lines
  }

  test('an event is one JSON line with its fields', () => {
    const [line = ''] = written(log => log.info('turn', { conversations: 3, failed: null }))
    expect(JSON.parse(line)).toMatchObject({ level: 'info', event: 'turn', conversations: 3, failed: null })
  })

  test('an error is written without its words, its causes with their names and codes', () => {
    const cause = Object.assign(new Error('insert into contact values (王奶奶, 13800000301)'), { code: '40P01' })
    const error = new TypeError('王奶奶 said\n    at home (13800000301:1:2)', { cause })
    const [line = ''] = written(log => log.error('failed', error, { id: 'x' }))
    expect(line).not.toContain('王奶奶')
    expect(line).not.toContain('13800000301')
    expect(JSON.parse(line)).toMatchObject({ event: 'failed', error: 'TypeError < Error', code: '40P01', id: 'x' })
    expect(JSON.parse(line).stack).toContain('log.test.ts')
  })

  test('a code that is a sentence is not written', () => {
    const [line = ''] = written(log => log.error('failed', Object.assign(new Error('x'), { code: '王奶奶 摔倒了' })))
    expect(JSON.parse(line)).not.toHaveProperty('code')
  })

  test('an object that slipped past the types is not written out', () => {
    const fields = JSON.parse('{"person":{"name":"王奶奶"}}')
    expect(written(log => log.warn('odd', fields))[0]).not.toContain('王奶奶')
  })

  test('lines below the level are left out', () => {
    expect(written(log => log.info('quiet'), 'warn')).toEqual([])
  })
})

test('figures are Prometheus text: counters from 0, times in seconds with growing buckets', () => {
  const measure = createMeasure(['received', 'sent'], ['turn'])
  measure.count('received', 2)
  measure.time('turn', 7)
  measure.time('turn', 60_000)
  const text = measure.text()
  expect(text).toContain('zhaoying_received_total 2\n')
  expect(text).toContain('zhaoying_sent_total 0\n')
  expect(text).toContain('zhaoying_turn_seconds_bucket{le="0.005"} 0\n')
  expect(text).toContain('zhaoying_turn_seconds_bucket{le="0.01"} 1\n')
  expect(text).toContain('zhaoying_turn_seconds_bucket{le="10"} 1\n')
  expect(text).toContain('zhaoying_turn_seconds_bucket{le="+Inf"} 2\n')
  expect(text).toContain('zhaoying_turn_seconds_sum 60.007\n')
})
