import http from 'node:http'
import { conversations, createConversation } from '@grammyjs/conversations'
import { PsqlAdapter } from '@grammyjs/storage-psql'
import { Bot, webhookCallback } from 'grammy'
import { openOrders, opensOrder, readDish, readPortions, readTime, readYes, WORDS } from './meal-order.mjs'
import { API_ROOT, BOT, BOT_TOKEN, DATABASE_URL, PORT, WEBHOOK_SECRET } from './settings.mjs'

const orders = await openOrders(DATABASE_URL)
const bot = new Bot(BOT_TOKEN, { client: { apiRoot: API_ROOT }, botInfo: BOT })

async function order(conversation, ctx) {
  const ask = async (words, read) => {
    await ctx.reply(words)
    for (;;) {
      const chosen = read((await conversation.waitFor('message:text')).message.text)
      if (chosen) return chosen
      await ctx.reply(WORDS.again)
    }
  }
  const dish = await ask(WORDS.dishes, readDish)
  const portions = await ask(WORDS.portions, readPortions)
  const time = await ask(WORDS.times, readTime)
  const wish = { dish, portions, time }
  if ((await ask(WORDS.check(wish), readYes)) !== 1) return ctx.reply(WORDS.dropped)
  const number = await conversation.external(() => orders.place(ctx.chat.id, wish))
  await ctx.reply(WORDS.done(number))
}

bot.use(conversations({ storage: await PsqlAdapter.create({ tableName: 'grammy_session', client: orders.pool }) }))
bot.use(createConversation(order))
bot.on('message:text', (ctx, next) => (opensOrder(ctx.message.text) ? ctx.conversation.enter('order') : next()))
bot.on('message', ctx => ctx.reply(WORDS.hello))

const hook = webhookCallback(bot, 'http', { secretToken: WEBHOOK_SECRET })
http.createServer(hook).listen(PORT, '127.0.0.1', () => process.send('ready'))
process.on('disconnect', () => process.exit())
