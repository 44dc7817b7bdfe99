import { parseArgs } from 'node:util'
import { buildWhenStale } from '../../src/start/build-when-stale.ts'
import { keepResult } from './results.ts'
import { say } from './round-line.ts'
import type { Section } from './section.ts'
import { broadcast } from './sections/broadcast.ts'
import { closed } from './sections/closed.ts'
import { contacts } from './sections/contacts.ts'
import { floor } from './sections/floor.ts'
import { flows } from './sections/flows.ts'
import { memory } from './sections/memory.ts'
import { open } from './sections/open.ts'
import { overload } from './sections/overload.ts'
import { pglite } from './sections/pglite.ts'
import { quick } from './sections/quick.ts'
import { two } from './sections/two.ts'
import { openStage } from './stage.ts'

const SECTIONS: readonly Section[] = [closed, floor, open, overload, contacts, flows, pglite, two, broadcast, memory]
const USAGE = `npm run bench -- [quick | ${SECTIONS.map(section => section.name).join(' | ')}]…
  without a name: all but quick, which writes nothing down
  --rounds N    rounds of each measurement (3)
  --warm S      seconds before a round is measured (5), or up to four times that until 15,000 messages are answered
  --measure S   seconds of a round (3 for quick, else 5)
  --short       the long runs at a tenth of their length, for a look: nothing to be written down as theirs
  --profile     processor profiles and statements of the desk, into test/bench/profiles`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      warm: { type: 'string', default: '5' },
      measure: { type: 'string' },
      profile: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const known = [quick, ...SECTIONS]
  const wanted = positionals.length === 0 ? SECTIONS : known.filter(section => positionals.includes(section.name))
  const unknown = positionals.filter(name => !known.some(section => section.name === name))
  if (values.help || unknown.length > 0) {
    say(USAGE)
    process.exitCode = values.help ? 0 : 1
    return
  }
  buildWhenStale()
  const measure = Number(values.measure ?? (positionals.includes('quick') ? 3 : 5))
  const times = { rounds: Number(values.rounds), warmMs: Number(values.warm) * 1_000, measureMs: measure * 1_000 }
  const stage = await openStage({ ...times, scale: values.short ? 0.1 : 1, profiling: values.profile })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  try {
    for (const section of wanted) {
      say(`\n${section.title}`)
      const figures = await section.run(stage)
      say(`\n${figures}`)
      if (section !== quick && !values.short) keepResult(SECTIONS, section, stage, figures)
    }
  } finally {
    await stage.close()
  }
}

await main()
