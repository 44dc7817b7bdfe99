import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { folder } from '../../src/core/folder.ts'
import type { Postgres } from './postgres.ts'

const run = promisify(execFile)
const SCRIPT = folder('test/bench/pgbench/exactly-once.sql')

export interface PgbenchLimit {
  /** Transactions a second with so many clients. */
  measure(
    clients: number,
    seconds: number,
  ): Promise<{ readonly perSecond: number; readonly processorPerThousand: number }>
}

/** What the database itself reaches when each message is one transaction that is safe against redelivery: six round trips. */
export async function pgbenchLimit(server: Postgres): Promise<PgbenchLimit> {
  const url = await server.create('pgbench')
  const client = postgres(url, { max: 1, onnotice: () => {} })
  await client.unsafe(readFileSync(folder('test/bench/pgbench/tables.sql'), 'utf8'))
  await client.end()
  let runs = 0
  return {
    async measure(clients, seconds) {
      const before = server.processorTime() ?? Number.NaN
      const args = ['-n', '-M', 'prepared', '-c', clients, '-j', Math.min(2, clients), '-T', seconds]
      const variables = ['-D', 'n=0', '-D', `run=${++runs}`]
      const { stdout } = await run(server.tool('pgbench'), [...args.map(String), ...variables, '-f', SCRIPT, url])
      const perSecond = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1])
      const transactions = Number(/transactions actually processed: (\d+)/.exec(stdout)?.[1])
      const spent = (server.processorTime() ?? Number.NaN) - before
      return { perSecond, processorPerThousand: (spent / transactions) * 1_000 }
    },
  }
}
