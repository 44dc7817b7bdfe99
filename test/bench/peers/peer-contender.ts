import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { folder } from '../../../src/core/folder.ts'
import { freePort } from '../../free-port.ts'
import { type Bot, type Contender, judged, type Row } from '../contender.ts'
import { endWithUs } from '../end-with-us.ts'

export type PeerName = 'telegraf' | 'grammy' | 'floor'

const HOME = folder('test/bench/contenders')
/** As in contenders/meal-order.mjs. */
const ANSWERS = ['您想吃哪样', '要几份', '哪一餐吃', '对吗', '订好了']
const SAID: Readonly<Record<Row, readonly (readonly string[])[]>> = {
  options: [['订饭'], ['1', '2', '3'], ['1'], ['2'], ['1']],
  'free text': [
    ['我想订饭'],
    ['给我来一份番茄炒蛋吧', '给我来一份土豆炖牛肉吧', '给我来一份黄焖鸡块吧'],
    ['就一份吧'],
    ['明天中午饭', '明天晚饭'],
    ['对，没错'],
  ],
}

/** One of the usual ways, with its own database. */
export function peerContender(name: PeerName, databaseUrl: string, scratch: string): Contender {
  installOnce()
  return {
    name,
    databaseUrl,
    script: row => SAID[row].map((says, i) => ({ says, hears: ANSWERS[i] ?? '' })),
    // It meets everybody by their first message.
    invite: async () => {},
    start: ({ apiRoot }) => startPeer(name, databaseUrl, scratch, apiRoot),
    judge: (firstPerson, people) => judgeOrders(databaseUrl, firstPerson, people),
  }
}

/** Its packages are no part of the project: they are fetched by whoever measures. */
function installOnce(): void {
  if (existsSync(join(HOME, 'node_modules'))) return
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: HOME, stdio: 'inherit' })
}

async function startPeer(name: PeerName, databaseUrl: string, scratch: string, apiRoot: string): Promise<Bot> {
  const port = await freePort()
  const secret = 'secret-of-the-bench'
  const log = openSync(join(scratch, `${name}.log`), 'a')
  const child = fork(join(HOME, `${name}.mjs`), {
    cwd: HOME,
    execArgv: [],
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      API_ROOT: apiRoot,
      BOT_TOKEN: '7000000001:AAF-of_the_BENCH-0123456789abcdefghij',
      WEBHOOK_SECRET: secret,
    },
  })
  endWithUs(child)
  const ended = once(child, 'exit')
  const died = ended.then(() => {
    throw new Error(`${name} ended instead of starting: see ${scratch}`)
  })
  await Promise.race([once(child, 'message'), died])
  died.catch(() => {}) // it may end now
  return {
    doors: [{ port, path: '/webhook', secret }],
    pids: [child.pid ?? 0],
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function judgeOrders(databaseUrl: string, firstPerson: number, people: number) {
  const client = postgres(databaseUrl, { max: 1 })
  try {
    const orders = await client<{ person: number; dishes: number[] }[]>`
      select (chat - 5000000000)::int as person, array_agg(case when portions = 1 then dish - 1 else -1 end) as dishes
      from meal_order group by chat`
    const found = new Map(orders.map(one => [one.person, one.dishes]))
    return judged(firstPerson, people, person => found.get(person) ?? [])
  } finally {
    await client.end()
  }
}
