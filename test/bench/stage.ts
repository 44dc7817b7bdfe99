import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folder } from '../../src/core/folder.ts'
import type { Contender } from './contender.ts'
import { type Crowd, startCrowd } from './crowd-process.ts'
import { deskContender } from './desk/desk-contender.ts'
import { makeDeskDatabase } from './desk/desk-database.ts'
import { type PeerName, peerContender } from './peers/peer-contender.ts'
import { type PgbenchLimit, pgbenchLimit } from './pgbench-limit.ts'
import { openPostgres, type Postgres } from './postgres.ts'

export interface StageOptions {
  /** Rounds of each measurement; every contender is measured once in each. */
  readonly rounds: number
  /** Of each round. */
  readonly warmMs: number
  readonly measureMs: number
  /** What the long runs are shortened to: 1 as they are meant. */
  readonly scale: number
  readonly profiling: boolean
}

/** What all measurements of one run share; contenders are made when first asked for. */
export interface Stage extends StageOptions {
  readonly server: Postgres
  readonly crowd: Crowd
  /** For logs and settings of the processes. */
  readonly scratch: string
  /** For profiles; null: none are taken. */
  readonly profiles: string | null
  readonly desk: () => Promise<Contender>
  readonly peer: (name: PeerName) => Promise<Contender>
  readonly limit: () => Promise<PgbenchLimit>
  close(): Promise<void>
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const scratch = mkdtempSync(join(tmpdir(), 'zhaoying-bench-logs-'))
  const profiles = options.profiling ? folder('test/bench/profiles') : null
  if (profiles) mkdirSync(profiles, { recursive: true })
  const server = await openPostgres(options.profiling)
  const crowd = await startCrowd()
  return {
    ...options,
    server,
    crowd,
    scratch,
    profiles,
    desk: once(async () => deskContender(await makeDeskDatabase({ url: await server.create('desk') }), { scratch })),
    peer: onceEach(async (name: PeerName) => peerContender(name, await server.create(name), scratch)),
    limit: once(() => pgbenchLimit(server)),
    async close() {
      await crowd.stop()
      await server.stop()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

function onceEach<K, T>(make: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const made = new Map<K, Promise<T>>()
  return key => {
    const before = made.get(key) ?? make(key)
    made.set(key, before)
    return before
  }
}
