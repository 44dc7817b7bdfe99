import { deskContender } from '../desk/desk-contender.ts'
import { makeDeskDatabase } from '../desk/desk-database.ts'
import { queueNews } from '../desk/queue-news.ts'
import { measureRound } from '../measure-round.ts'
import { roundLine, say } from '../round-line.ts'
import type { Section } from '../section.ts'
import { figure } from '../spread.ts'
import { table } from '../table.ts'

const NEWS = 100_000
const WORDS = '明天高温，各食堂备了绿豆汤，请少出门。'
/** Telegram gives an ordinary bot 30 a second, for which this would take an hour; large ones may buy 1,000. */
const RATES = { perSecond: 1_000, perChatPerSecond: 1, burst: 1_000 }
const ANSWERS_PER_SECOND = 100
const FOR_MS = 120_000
const TALKERS = 20_000

export const broadcast: Section = {
  name: 'broadcast',
  title: 'Broadcast',
  about:
    `${NEWS.toLocaleString('en')} messages wait to be sent over an account of ${RATES.perSecond.toLocaleString('en')} calls a second, while ` +
    `${ANSWERS_PER_SECOND} messages a second are to be answered through the same account; before it, the same without the broadcast.`,
  async run(stage) {
    const database = await makeDeskDatabase({ url: await stage.server.create('broadcast') })
    const contender = deskContender(database, { scratch: stage.scratch, rates: RATES })
    const load = {
      contender,
      row: 'options',
      warmMs: stage.warmMs,
      people: TALKERS,
      news: WORDS,
    } as const
    const rows: string[][] = []
    for (const count of [0, NEWS * stage.scale]) {
      const ms = count === 0 ? 20_000 : FOR_MS * stage.scale
      await database.grow(count + TALKERS)
      await queueNews(database, WORDS, count)
      const shape = { kind: 'open', phases: [{ perSecond: ANSWERS_PER_SECOND, ms }] } as const
      const one = await measureRound(stage, { ...load, shape, measureMs: ms })
      say(`${count} news: ${one.crowded.news} sent, ${roundLine(one)}`)
      const { p50, p95, p99, max } = one.crowded.latency
      const latencies = [p50, p95, p99, max].map(value => figure(value, 1))
      const right = `${figure(one.judged.right, 0)} of ${figure(one.crowded.people, 0)}`
      rows.push([figure(count, 0), figure(one.crowded.news, 0), figure(ms / 1_000, 0), ...latencies, right])
    }
    return table(
      ['news', 'of them sent', 'within s', 'answers p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'orders right'],
      rows,
    )
  },
}
