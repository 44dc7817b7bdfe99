import { parseArgs } from 'node:util'
import { buildWhenStale } from '../../src/start/build-when-stale.ts'
import { quick } from './sections/quick.ts'
import { openStage } from './stage.ts'

const { values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, profile: { type: 'boolean', default: false } },
})
buildWhenStale()
const stage = await openStage({ rounds: Number(values.rounds), profiling: values.profile })
try {
  process.stdout.write(`${await quick(stage)}\n`)
} finally {
  await stage.close()
}
