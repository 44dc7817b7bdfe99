import http from 'node:http'
import { openOrders, opensOrder, readDish, readPortions, readTime, readYes, WORDS } from './meal-order.mjs'
import { API_ROOT, BOT_TOKEN, DATABASE_URL, PORT, WEBHOOK_SECRET } from './settings.mjs'

// No bot: as little as takes the same order exactly once. What comes while a transaction is under way is one transaction
// of its own; nothing is sealed, understood, looked up or shown to anybody.

const { pool } = await openOrders(DATABASE_URL)
await pool.query(`create table if not exists event (key bigint primary key);
  create table if not exists talk (chat bigint primary key, state jsonb not null);
  create table if not exists answer (id bigint generated always as identity primary key, chat bigint not null, event bigint not null, body text not null)`)
const client = await pool.connect()
const agent = new http.Agent({ keepAlive: true, maxSockets: 256 })

const STEPS = [
  { slot: 'dish', read: readDish, next: () => WORDS.portions },
  { slot: 'portions', read: readPortions, next: () => WORDS.times },
  { slot: 'time', read: readTime, next: state => WORDS.check(state) },
]

/** The state after a message and the answer to it; `order` where one was placed. */
function step(state, text) {
  if (!state) return opensOrder(text) ? { state: { at: 0 }, answer: WORDS.dishes } : { state, answer: WORDS.hello }
  const asked = STEPS[state.at]
  const said = asked ? asked.read(text) : readYes(text)
  if (!said) return { state, answer: WORDS.again }
  if (!asked)
    return said === 1 ? { state: null, answer: WORDS.done(1), order: state } : { state: null, answer: WORDS.dropped }
  const after = { ...state, [asked.slot]: said, at: state.at + 1 }
  return { state: after, answer: asked.next(after) }
}

let waiting = []
let running = false

async function run() {
  if (running) return
  running = true
  while (waiting.length > 0) {
    const all = waiting
    waiting = []
    const answers = await handle(all.map(one => one.update))
    for (const { taken } of all) taken()
    for (const { chat, answer } of answers) send(chat, answer)
  }
  running = false
}

async function handle(updates) {
  const [, fresh, found] = await Promise.all([
    client.query('begin'),
    client.query({
      name: 'events',
      text: 'insert into event select unnest($1::bigint[]) on conflict do nothing returning key',
      values: [updates.map(one => one.update_id)],
    }),
    client.query({
      name: 'talks',
      text: 'select chat, state from talk where chat = any($1) order by chat for update',
      values: [updates.map(one => one.message.chat.id)],
    }),
  ])
  const isFresh = new Set(fresh.rows.map(row => Number(row.key)))
  const states = new Map(found.rows.map(row => [Number(row.chat), row.state]))
  const answers = []
  const orders = []
  for (const { update_id, message } of updates) {
    if (!isFresh.has(update_id)) continue
    const chat = message.chat.id
    const after = step(states.get(chat) ?? null, message.text)
    states.set(chat, after.state)
    answers.push({ chat, event: update_id, answer: after.answer })
    if (after.order) orders.push({ chat, ...after.order })
  }
  const column = (rows, name) => rows.map(row => row[name])
  await Promise.all([
    client.query({
      name: 'write',
      text: `with talks as (insert into talk select * from unnest($1::bigint[], $2::jsonb[])
          on conflict (chat) do update set state = excluded.state),
        orders as (insert into meal_order (chat, dish, portions, time)
          select * from unnest($3::bigint[], $4::int[], $5::int[], $6::int[]))
        insert into answer (chat, event, body) select * from unnest($7::bigint[], $8::bigint[], $9::text[])`,
      values: [
        [...states.keys()],
        [...states.values()].map(state => JSON.stringify(state)),
        ...['chat', 'dish', 'portions', 'time'].map(name => column(orders, name)),
        ...['chat', 'event', 'answer'].map(name => column(answers, name)),
      ],
    }),
    client.query('commit'),
  ])
  return answers
}

const { hostname, port } = new URL(API_ROOT)

function send(chat, text) {
  const body = JSON.stringify({ chat_id: chat, text })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  const options = { hostname, port, agent, method: 'POST', path: `/bot${BOT_TOKEN}/sendMessage`, headers }
  http.request(options, answer => answer.resume()).end(body)
}

function take(request, response) {
  if (request.headers['x-telegram-bot-api-secret-token'] !== WEBHOOK_SECRET) return response.writeHead(401).end()
  const chunks = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', () => {
    const update = JSON.parse(Buffer.concat(chunks).toString())
    waiting.push({ update, taken: () => response.writeHead(200).end() })
    run()
  })
}

http.createServer(take).listen(PORT, '127.0.0.1', () => process.send('ready'))
process.on('disconnect', () => process.exit())
