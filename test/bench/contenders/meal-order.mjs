import pg from 'pg'

// The order that both bots take, in five messages: 订饭, dish, portions, time, yes. By number, or in one's own words.

export const DISHES = ['番茄炒蛋', '土豆炖牛肉', '黄焖鸡块']
const TIMES = ['明天早饭', '明天中午饭', '明天晚饭']
const PORTIONS = ['一份', '两份', '三份', '四份']

export const WORDS = {
  dishes: listed('您想吃哪样？', DISHES),
  portions: listed('要几份？', PORTIONS),
  times: listed('哪一餐吃？', TIMES),
  check: ({ dish, portions, time }) =>
    `您订：${TIMES[time - 1]}，${DISHES[dish - 1]}${portions}份，对吗？回 1 就是对，回 2 是不对。`,
  done: number => `订好了。单号 ${number}`,
  dropped: '好，不订了。',
  again: '没听明白，请回一个数字。',
  hello: '您好，要订饭就说“订饭”。',
}

export const opensOrder = text => text.includes('订饭')
export const readDish = text => readChoice(text, DISHES)
export const readPortions = text => readChoice(text, PORTIONS)
export const readTime = text => readChoice(text, TIMES)
export const readYes = text => (text.includes('不') ? 2 : readChoice(text, ['对', '不对']))

/** 1 for the first; 0: none of them was said. */
function readChoice(text, labels) {
  const number = Number(text)
  if (Number.isInteger(number)) return number >= 1 && number <= labels.length ? number : 0
  return labels.findIndex(label => text.includes(label)) + 1
}

function listed(question, labels) {
  return [question, ...labels.map((label, i) => `${i + 1}. ${label}`)].join('\n')
}

/** The pool that the bot's sessions use too. */
export async function openOrders(databaseUrl) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 16 })
  await pool.query(`create table if not exists meal_order (
    id bigint generated always as identity primary key, chat bigint not null, dish int not null, portions int not null,
    time int not null, placed_at timestamptz not null default now())`)
  return {
    pool,
    async place(chat, { dish, portions, time }) {
      const { rows } = await pool.query({
        name: 'place',
        text: 'insert into meal_order (chat, dish, portions, time) values ($1, $2, $3, $4) returning id',
        values: [chat, dish, portions, time],
      })
      return rows[0].id
    },
  }
}
