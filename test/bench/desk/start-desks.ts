import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder } from '../../../src/core/folder.ts'
import type { Rates } from '../../../src/start/channel-settings.ts'
import { freePort } from '../../free-port.ts'
import type { Bot, StartOptions } from '../contender.ts'
import { endWithUs } from '../end-with-us.ts'
import { untilOpen } from '../until-open.ts'
import type { DeskOptions } from './desk-contender.ts'
import { type DeskDatabase, UNLIMITED } from './desk-database.ts'
import { ACCOUNT } from './people.ts'

const SECRET = 'secret-of-the-bench'

/** As an operator starts them, with their log into a file. */
export async function startDesks(database: DeskDatabase, options: DeskOptions, start: StartOptions): Promise<Bot> {
  const { scratch, processes = 1, rates = UNLIMITED, flowsDir } = options
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    ...database.env,
    SEED: 'demo',
    CHANNELS_FILE: writeChannels(scratch, rates),
    TELEGRAM_BOT_TOKEN: '7000000001:AAF-of_the_BENCH-0123456789abcdefghij',
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    TELEGRAM_API_ROOT: start.apiRoot,
    ...(flowsDir && { FLOWS_DIR: flowsDir }),
  }
  const log = openSync(join(scratch, 'desk.log'), 'a')
  const desks = await Promise.all(Array.from({ length: processes }, () => startDesk(env, log, start.profileInto)))
  return {
    doors: desks.map(desk => ({ port: desk.port, path: '/webhooks/telegram/main', secret: SECRET })),
    pids: desks.map(desk => desk.pid),
    async stop() {
      await Promise.all(desks.map(desk => desk.stop()))
    },
  }
}

async function startDesk(env: NodeJS.ProcessEnv, log: number, profileInto: string | null) {
  const port = await freePort()
  const profiling = profileInto ? ['--cpu-prof', `--cpu-prof-dir=${profileInto}`] : []
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--v8-pool-size=1', ...profiling, 'dist/desk/node.js'],
    {
      cwd: folder(''),
      stdio: ['ignore', log, log],
      env: { ...env, PORT: String(port) },
    },
  )
  endWithUs(child)
  const ended = once(child, 'exit')
  await untilOpen(`http://127.0.0.1:${port}/readyz`, child)
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function writeChannels(scratch: string, { perSecond, perChatPerSecond, burst }: Rates): string {
  const file = join(scratch, 'channels.yaml')
  const rates = `per_second: ${perSecond}, per_chat_per_second: ${perChatPerSecond}, burst: ${burst}`
  writeFileSync(file, `accounts: [{ account: ${ACCOUNT}, ${rates} }]\n`)
  return file
}
