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

async function run(load: Load): Promise<void> {
  const own = new Talks(load)
  talks = own
  const callsBefore = platform.otherCalls
  const measured = pause(load.warmMs)
    .then(() => {
      own.beginMeasuring()
      say({ kind: 'measuring' })
      return pause(load.measureMs)
    })
    .then(() => {
      own.endMeasuring()
      say({ kind: 'measured' })
    })
  await Promise.all([measured, load.kind === 'closed' ? closedLoop(load, own) : openLoop(load, own)])
  talks = null
  say({ kind: 'done', result: own.close(platform.otherCalls - callsBefore) })
}

process.on('message', message => {
  // The bench's process sends nothing else.
  void run(message as Load)
})
process.on('disconnect', () => process.exit())
say({ kind: 'open', port: platform.port })
