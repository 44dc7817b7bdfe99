import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { folder } from '../../src/core/folder.ts'
import type { Section } from './section.ts'
import type { Stage } from './stage.ts'

const FILE = folder('test/bench/RESULTS.md')

/** Puts a section's figures into RESULTS.md, in the place of its last ones. */
export function keepResult(all: readonly Section[], section: Section, stage: Stage, figures: string): void {
  const kept = new Map(existsSync(FILE) ? partsOf(readFileSync(FILE, 'utf8')) : [])
  kept.set(section.name, [`## ${section.title}`, section.about, circumstances(stage), figures].join('\n\n'))
  const parts = all.flatMap(({ name }) => {
    const part = kept.get(name)
    return part ? `${mark(name)}\n\n${part}\n` : []
  })
  writeFileSync(FILE, `${INTRODUCTION}\n${parts.join('\n')}`)
}

const mark = (name: string) => `<!-- ${name} -->`

function partsOf(text: string): (readonly [string, string])[] {
  return text.split(/^(?=<!-- \w+ -->$)/m).flatMap(part => {
    const name = /^<!-- (\w+) -->/.exec(part)?.[1]
    return name ? [[name, part.slice(mark(name).length).trim()] as const] : []
  })
}

function circumstances({ server, rounds, warmMs, measureMs }: Stage): string {
  const [cpu] = os.cpus()
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder(''), encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ', changed'
  return [
    `*${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `commit ${git('rev-parse', '--short', 'HEAD')}${changed}`,
    `Node ${process.versions.node}`,
    `PostgreSQL ${server.version} (${server.settings}; fsync and synchronous_commit on)`,
    `${os.cpus().length} × ${cpu?.model.trim()}, ${(os.totalmem() / 2 ** 30).toFixed(0)} GB`,
    `load ${os.loadavg()[0]?.toFixed(1)} at the end`,
    `${rounds} rounds of ${measureMs / 1_000} s after ${warmMs / 1_000} s*`,
  ].join(' · ')
}

const INTRODUCTION = `# What the desk bears

Written by \`npm run bench\`; each section by its own run (\`npm run bench -- NAME\`). Figures are medians over the rounds, with
the least and the most; ratios are taken inside each round. Everything runs on one machine, and PostgreSQL, the bot, the
crowd and whatever else is there share its processors: compare within a section, and nothing with another machine's.

- **The order.** Five messages, each answered by one: 订饭, then three choices by number, then yes. The desk's is the shipped
  flow \`order-meal\` for people who are on file and were greeted before; its kitchens cook three dishes at each meal, as many as
  the others offer, and never run out. In free text the same is said in words; as the desk then asks one question less, the
  meal is changed in the fourth line.
- **The others.** telegraf (WizardScene, session in PostgreSQL) and grammY (conversations, storage in PostgreSQL), as their
  manuals have it, each as a Node process with its webhook: \`test/bench/contenders\`. They write the same order as one row.
- **The crowd** is one process of its own: it delivers Telegram's webhooks over kept connections, and it is the platform that
  takes every answer over HTTP. So latency has one clock: from sending a webhook to receipt of its answer.
- **Warm.** A round is measured once 15,000 messages were answered, or after four times the while that is given: what is
  still being compiled is nobody's speed.
- **Rates.** The desk's account is set to a rate that limits nothing, except where a section says otherwise: Telegram itself
  takes 30 a second from a bot.
- **pgbench** is the usual exactly-once transaction of six round trips, prepared: \`test/bench/pgbench/exactly-once.sql\`.
- **s/1k** is seconds of processor time for a thousand messages, by /proc; *memory* is the most of the Node process.
- **Orders right**: of those who began to talk, the people with exactly one order in the database, of the dish they said.
`
