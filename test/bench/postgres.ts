import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { freePort } from '../free-port.ts'
import { endWithUs } from './end-with-us.ts'
import { parentOf, serverTime } from './processor-time.ts'

export interface Postgres {
  /** Of its maintenance database. */
  readonly url: string
  readonly version: string
  /** What was set for it, in words. */
  readonly settings: string
  /** Where one of its programs is. */
  readonly tool: (name: 'pgbench' | 'pg_dump' | 'pg_restore' | 'psql') => string
  /** An empty database; one of that name that was there before is gone. Gives its address. */
  create(name: string): Promise<string>
  /** A row of a query on the maintenance database. */
  checkpoint(): Promise<void>
  /** Seconds of processor time; null: it runs on another machine. */
  processorTime(): number | null
  stop(): Promise<void>
}

const DEBIAN = '/usr/lib/postgresql'
const PREFIX = 'zhaoying_bench_'
const SETTINGS = ['max_connections=300', 'shared_buffers=512MB', 'max_wal_size=4GB']
const PROFILING = ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.track=all']

/** The server at DATABASE_URL, where databases are made and dropped; else one of Debian's packages for as long as it runs. */
export async function openPostgres(profiling: boolean): Promise<Postgres> {
  const given = process.env.DATABASE_URL
  const bin = newestOf(DEBIAN)
  if (given) return serverAt(given, bin, 'as it is set', async () => {})
  if (!bin) throw new Error(`no PostgreSQL in ${DEBIAN}: install Debian's package postgresql, or set DATABASE_URL`)
  const { port, stop } = await startServer(bin, profiling ? [...SETTINGS, ...PROFILING] : SETTINGS)
  return serverAt(`postgres://postgres@127.0.0.1:${port}/postgres`, bin, SETTINGS.join(', '), stop)
}

function newestOf(root: string): string | null {
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map(version => join(root, version, 'bin')).find(bin => existsSync(join(bin, 'initdb'))) ?? null
}

async function startServer(bin: string, settings: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'zhaoying-bench-'))
  const log = openSync(`${folder}.log`, 'w')
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid)
  const initdb = ['-D', folder, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C']
  execFileSync(join(bin, 'initdb'), initdb, { ...user, cwd: folder, stdio: ['ignore', 'ignore', log] })
  const port = await freePort()
  const all = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings]
  const args = ['-D', folder, ...all.flatMap(setting => ['-c', setting])]
  const server = spawn(join(bin, 'postgres'), args, { ...user, cwd: folder, stdio: ['ignore', log, log] })
  // It takes its own children along, which a kill would leave.
  endWithUs(server, 'SIGQUIT')
  const clear = () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
    rmSync(`${folder}.log`, { force: true })
  }
  process.once('exit', clear)
  const ended = once(server, 'exit')
  return {
    port,
    async stop() {
      server.kill('SIGINT')
      await ended
      clear()
    },
  }
}

function idOf(flag: string): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
}

async function serverAt(
  url: string,
  bin: string | null,
  settings: string,
  stop: () => Promise<void>,
): Promise<Postgres> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const made = new Set<string>()
  try {
    await untilUp(sql)
    const [about] = await sql<{ version: string; backend: number; local: boolean }[]>`select
      current_setting('server_version') as version, pg_backend_pid() as backend,
      inet_server_addr() is null or host(inet_server_addr()) in ('127.0.0.1', '::1') as local`
    if (!about) throw new Error('no version')
    const postmaster = about.local ? parentOf(about.backend) : null
    return {
      url,
      version: about.version,
      settings,
      tool: name => (bin ? join(bin, name) : name),
      async create(name) {
        const full = PREFIX + name
        await sql.unsafe(`drop database if exists ${full} with (force)`)
        await sql.unsafe(`create database ${full}`)
        made.add(full)
        return Object.assign(new URL(url), { pathname: `/${full}` }).href
      },
      async checkpoint() {
        await sql`checkpoint`
      },
      processorTime: () => (postmaster === null ? null : serverTime(postmaster)),
      async stop() {
        for (const name of made) await sql.unsafe(`drop database if exists ${name} with (force)`)
        await sql.end()
        await stop()
      },
    }
  } catch (error) {
    await sql.end()
    await stop()
    throw error
  }
}

async function untilUp(sql: postgres.Sql): Promise<void> {
  const until = performance.now() + 30_000
  for (;;) {
    try {
      await sql`select 1`
      return
    } catch (error) {
      if (performance.now() > until) throw new Error('PostgreSQL does not answer', { cause: error })
      await pause(100)
    }
  }
}
