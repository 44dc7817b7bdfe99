import http from 'node:http'
import { Postgres } from '@telegraf/session/pg'
import { Scenes, session, Telegraf } from 'telegraf'
import { openOrders, opensOrder, readDish, readPortions, readTime, readYes, WORDS } from './meal-order.mjs'
import { API_ROOT, BOT, BOT_TOKEN, DATABASE_URL, PORT, WEBHOOK_SECRET } from './settings.mjs'

const orders = await openOrders(DATABASE_URL)
const agent = new http.Agent({ keepAlive: true })

const question = (slot, read, next) => async ctx => {
  const chosen = read(ctx.message?.text ?? '')
  if (!chosen) return ctx.reply(WORDS.again)
  ctx.wizard.state[slot] = chosen
  await ctx.reply(typeof next === 'function' ? next(ctx.wizard.state) : next)
  ctx.wizard.next()
}

const order = new Scenes.WizardScene(
  'order',
  async ctx => {
    await ctx.reply(WORDS.dishes)
    ctx.wizard.next()
  },
  question('dish', readDish, WORDS.portions),
  question('portions', readPortions, WORDS.times),
  question('time', readTime, WORDS.check),
  async ctx => {
    const said = readYes(ctx.message?.text ?? '')
    if (!said) return ctx.reply(WORDS.again)
    await ctx.reply(said === 1 ? WORDS.done(await orders.place(ctx.chat.id, ctx.wizard.state)) : WORDS.dropped)
    await ctx.scene.leave()
  },
)

const bot = new Telegraf(BOT_TOKEN, { telegram: { apiRoot: API_ROOT, webhookReply: false } })
bot.botInfo = BOT
// Telegraf keeps connections to an https platform; to an http one, as here, only when told to for each update.
bot.use((ctx, next) => {
  ctx.telegram.options.agent = agent
  return next()
})
bot.use(session({ store: Postgres({ pool: orders.pool, table: 'telegraf_session' }) }))
bot.use(new Scenes.Stage([order]).middleware())
bot.on('message', (ctx, next) => (opensOrder(ctx.message.text ?? '') ? ctx.scene.enter('order') : next()))
bot.on('message', ctx => ctx.reply(WORDS.hello))

const hook = bot.webhookCallback('/webhook', { secretToken: WEBHOOK_SECRET })
http.createServer(hook).listen(PORT, '127.0.0.1', () => process.send('ready'))
process.on('disconnect', () => process.exit())
