import * as z from 'zod'
import type { Database } from '../../db/database.ts'
import { uuidsOf } from '../../db/id-list.ts'
import { rows } from '../../db/rows.ts'
import { sql } from '../../db/sql.ts'
import type { Log } from '../core/log.ts'
import type { LiveEvent } from './api.ts'

/** One bell line for all open consoles: what rings is looked up once, then told to those whose area it is. */
export interface LiveHub {
  subscribe(areas: readonly string[], hear: (event: LiveEvent) => void): () => void
}

interface Subscriber {
  readonly areas: readonly string[]
  readonly hear: (event: LiveEvent) => void
}

/** A turn rings for many conversations at once: what rings within this is looked up together. */
const GATHER_MS = 40

export function createLiveHub(database: Database, log: Log): LiveHub {
  const subscribers = new Set<Subscriber>()
  const touched = new Set<string>()
  const spoken = new Set<string>()
  let gathering = false
  let silence: (() => void) | null = null

  function note(set: Set<string>, id: string): void {
    set.add(id)
    if (gathering) return
    gathering = true
    setTimeout(() => void flush(), GATHER_MS)
  }

  async function flush(): Promise<void> {
    gathering = false
    const staff = [...touched]
    const said = [...spoken]
    touched.clear()
    spoken.clear()
    try {
      for (const news of await lookUp(database, staff, said)) tell(news)
    } catch (error) {
      log.error('live.look_up', error)
      tellAll({ kind: 'refresh' })
    }
  }

  function tell({ area, event }: News): void {
    for (const { areas, hear } of subscribers) if (areas.some(own => area.startsWith(own))) hear(event)
  }

  function tellAll(event: LiveEvent): void {
    for (const { hear } of subscribers) hear(event)
  }

  /** Nobody looks: nothing is listened to, so an idle console costs no query. */
  function listen(): () => void {
    const missed = () => tellAll({ kind: 'refresh' })
    const stops = [
      database.bell.listen('staff', id => note(touched, id), missed),
      database.bell.listen('conversation', id => note(spoken, id)),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  return {
    subscribe(areas, hear) {
      const subscriber = { areas, hear }
      subscribers.add(subscriber)
      silence ??= listen()
      return () => {
        subscribers.delete(subscriber)
        if (subscribers.size > 0) return
        silence?.()
        silence = null
      }
    },
  }
}

interface News {
  readonly area: string
  readonly event: LiveEvent
}

const foundSchema = z.object({
  conversation: z.string(),
  area: z.string(),
  handoff: z.string().nullable(),
  alarm: z.string().nullable(),
  waiting: z.boolean(),
})

/** The newest hand-off and alarm of each conversation; `waiting`: one of them is not closed. */
async function lookUp(database: Database, staff: readonly string[], said: readonly string[]): Promise<News[]> {
  const ids = [...new Set([...staff, ...said])].filter(id => z.uuid().safeParse(id).success)
  if (ids.length === 0) return []
  const found = await rows(
    database.db,
    sql`
      select v.id as conversation, coalesce(a.area, h.area) as area, h.id as handoff, a.card as alarm,
        coalesce(h.state in ('open', 'promised', 'claimed'), false) or coalesce(a.state <> 'closed', false) as waiting
      from conversation v
      left join lateral (select id, area, state from handoff where conversation_id = v.id
        order by opened_at desc limit 1) h on true
      left join lateral (select card, area, state from alarm where conversation_id = v.id
        order by raised_at desc limit 1) a on true
      where v.id in ${uuidsOf(ids)} and coalesce(a.area, h.area) is not null`,
    foundSchema,
  )
  return found.flatMap(row => newsOf(row, staff.includes(row.conversation), said.includes(row.conversation)))
}

function newsOf(row: z.output<typeof foundSchema>, touched: boolean, spoken: boolean): News[] {
  const { area, conversation, handoff, alarm } = row
  const events: LiveEvent[] = []
  if (touched && alarm) events.push({ kind: 'alarm', id: alarm })
  if (touched && handoff) events.push({ kind: 'handoff', id: handoff })
  if (spoken && row.waiting) events.push({ kind: 'message', id: conversation, handoff, alarm })
  return events.map(event => ({ area, event }))
}
