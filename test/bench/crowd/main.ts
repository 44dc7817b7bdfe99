import { setTimeout as pause } from 'node:timers/promises'
import { closedLoop } from './closed-loop.ts'
import type { FromCrowd, Load } from './load.ts'
import { openLoop } from './open-loop.ts'
import { openPlatform } from './platform.ts'
import { Talks } from './talks.ts'

// The outside world as one process: people who write, and the platform that carries it both ways. One clock, and none of
// its work is done in the processes that are measured.

let talks: Talks | null = null
const platform = await openPlatform((chat, body) => talks?.answers.heard(chat, body))
const say = (message: FromCrowd) => process.send?.(message)

/** A desk that runs for days is measured, not one whose code is still being compiled: so many messages, or four times the while. */
const WARM_MESSAGES = 15_000

async function warm({ shape, warmMs }: Load, { record }: Talks): Promise<void> {
  await pause(warmMs)
  const latest = performance.now() + 3 * warmMs
  while (shape.kind === 'closed' && record.count < WARM_MESSAGES && performance.now() < latest) await pause(100)
}

async function run(load: Load): Promise<void> {
  const own = new Talks(load)
  const { shape } = load
  talks = own
  const callsBefore = platform.otherCalls
  const over = new AbortController()
  const loop = shape.kind === 'closed' ? closedLoop(load, shape, own, over.signal) : openLoop(load, shape, own)
  await warm(load, own)
  own.record.begin()
  say({ kind: 'measuring' })
  await pause(load.measureMs)
  own.record.end()
  say({ kind: 'measured' })
  over.abort()
  await loop
  talks = null
  say({ kind: 'done', result: own.close(platform.otherCalls - callsBefore) })
}

process.on('message', message => {
  // The bench's process sends nothing else.
  void run(message as Load)
})
process.on('disconnect', () => process.exit())
say({ kind: 'open', port: platform.port })
