import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { folder } from '../../../src/core/folder.ts'
import { freePort } from '../../free-port.ts'
import { type Bot, type Contender, judged, type Row } from '../contender.ts'
import type { Script } from '../crowd/script.ts'
import { untilOpen } from '../until-open.ts'
import { type DeskDatabase, UNLIMITED } from './desk-database.ts'
import { ACCOUNT } from './people.ts'
import { DISHES } from './plenty.ts'

/** The shipped flow order-meal, for people on file: five messages. */
const ANSWERS = ['订哪一顿', '您要啥', '还要别的吗', '对吗', '订好了'] as const
const SAID: Readonly<Record<Row, readonly (readonly string[])[]>> = {
  options: [['订饭'], ['1'], ['1', '2', '3'], ['1'], ['1']],
  'free text': [
    ['我想订饭'],
    ['中午饭', '晚饭'],
    ['给我来一份番茄炒蛋吧', '给我来一份土豆炖牛肉吧', '给我来一份黄焖鸡块吧'],
    ['就这些了'],
    ['对，没错'],
  ],
}

export interface DeskFolders {
  /** For what the desk says, and for its account's rate. */
  readonly scratch: string
}

export function deskContender(database: DeskDatabase, { scratch }: DeskFolders): Contender {
  return {
    name: 'desk',
    databaseUrl: database.url,
    script: row => SAID[row].map((says, i) => ({ says, hears: ANSWERS[i] ?? '' })) satisfies Script,
    invite: people => database.grow(people),
    start: ({ apiRoot, profileInto }) => startDesk(database, scratch, apiRoot, profileInto),
    judge: (firstPerson, people) => judgeOrders(database, firstPerson, people),
  }
}

async function startDesk(
  { url, secretKey }: DeskDatabase,
  scratch: string,
  apiRoot: string,
  profileInto: string | null,
): Promise<Bot> {
  const port = await freePort()
  const secret = 'secret-of-the-bench'
  const channels = join(scratch, 'channels.yaml')
  const { perSecond, perChatPerSecond, burst } = UNLIMITED
  writeFileSync(
    channels,
    `accounts: [{ account: ${ACCOUNT}, per_second: ${perSecond}, per_chat_per_second: ${perChatPerSecond}, burst: ${burst} }]\n`,
  )
  const log = openSync(join(scratch, 'desk.log'), 'a')
  const profiling = profileInto ? ['--cpu-prof', `--cpu-prof-dir=${profileInto}`] : []
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...profiling, 'dist/desk/node.js'], {
    cwd: folder(''),
    stdio: ['ignore', log, log],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: url,
      SECRET_KEY: secretKey,
      SEED: 'demo',
      CHANNELS_FILE: channels,
      TELEGRAM_BOT_TOKEN: '7000000001:AAF-of_the_BENCH-0123456789abcdefghij',
      TELEGRAM_WEBHOOK_SECRET: secret,
      TELEGRAM_API_ROOT: apiRoot,
    },
  })
  const ended = once(child, 'exit')
  await untilOpen(`http://127.0.0.1:${port}/readyz`, child)
  return {
    door: { port, path: '/webhooks/telegram/main', secret },
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function judgeOrders({ url, contacts }: DeskDatabase, firstPerson: number, people: number) {
  const client = postgres(url, { max: 1 })
  try {
    const orders = await client<{ contact: string; dishes: string[]; portions: number[] }[]>`
      select contact_id as contact, array_agg(line->>'dish') as dishes, array_agg((line->>'quantity')::int) as portions
      from meal_order, jsonb_array_elements(lines) line group by contact_id`
    const found = new Map(orders.map(one => [one.contact, one]))
    const places: readonly string[] = DISHES
    return judged(firstPerson, people, person => {
      const own = found.get(contacts[person] ?? '')
      return own?.dishes.map((dish, i) => (own.portions[i] === 1 ? places.indexOf(dish) : -1)) ?? []
    })
  } finally {
    await client.end()
  }
}
