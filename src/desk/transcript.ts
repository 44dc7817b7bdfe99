import * as z from 'zod'
import { uuidsOf } from '../../db/id-list.ts'
import { moment, rows, sealedBytes, wholeNumber } from '../../db/rows.ts'
import {
  attachment,
  conversation,
  deliveryFailure,
  inbound,
  mediaFetch,
  message,
  outbox,
} from '../../db/schema/index.ts'
import { type SQL, sql } from '../../db/sql.ts'
import type { PersonKey } from '../../db/vault.ts'
import { type AttachmentId, branded, type ContactId, type ConversationId, type MessageId } from '../core/ids.ts'
import type { InboundContent } from '../core/inbound.ts'
import { type Card, inWords, type OutboundBody } from '../core/outbound.ts'
import type { DeskPorts } from './ports.ts'

export interface TranscriptMessage {
  /** The resident's own id of it where they gave one, else `~` and the row: no resident's id begins so. */
  readonly id: string
  readonly rowId: MessageId
  readonly from: 'resident' | 'bot' | 'staff'
  /** All that was said; a card's lines are in it, so that a reader without cards misses nothing. */
  readonly text: string
  /** Only with a card: the text without it. */
  readonly lead?: string
  readonly card?: Card
  readonly choices?: readonly { readonly id: string; readonly number: number; readonly label: string }[]
  readonly media?: readonly { readonly id: AttachmentId; readonly type: string }[]
  /** Of staff: the id that whoever wrote it gave it. */
  readonly replyId?: string
  /** ISO 8601 in UTC. */
  readonly at: string
  /** waiting: calls are still to be made, or media to be fetched; failed: some never will be. */
  readonly state: 'waiting' | 'sent' | 'failed'
}

export interface TranscriptPage {
  /** The row after which to begin. Without it: the newest `limit` messages. */
  readonly after?: MessageId
  readonly limit: number
}

type TranscriptPorts = Pick<DeskPorts, 'database' | 'vault'>

const row = z.object({
  id: wholeNumber,
  author: z.enum(['resident', 'bot', 'staff']),
  client_key: z.string().nullable(),
  body: sealedBytes,
  at: moment,
  contact_id: z.string(),
  waiting: z.boolean(),
  failed: z.boolean(),
})
type Row = z.infer<typeof row>

/** What was said in a conversation, oldest first. Empty when the person was erased. */
export async function transcript(
  { database, vault }: TranscriptPorts,
  of: ConversationId,
  page: TranscriptPage,
): Promise<readonly TranscriptMessage[]> {
  const found = await rows(database.db, pageQuery(of, page), row)
  if (found[0] === undefined) return []
  const contact = branded<ContactId>(found[0].contact_id)
  const key = (await vault.keys(database.db, [contact])).get(contact)
  if (!key) return []
  const opened = found.map(each => ({ row: each, body: open(vault, key, each) }))
  const types = await mediaTypes(
    database,
    opened.flatMap(each => each.body.media),
  )
  return (page.after === undefined ? opened.reverse() : opened).map(each => describe(each.row, each.body, types))
}

function pageQuery(of: ConversationId, { after, limit }: TranscriptPage): SQL {
  const order = after === undefined ? sql`m.id desc` : sql`m.id`
  // Coming and going are events of the talk that nobody said.
  return sql`
    select m.id, m.author, m.client_key, m.body, m.at, c.contact_id,
      exists (select 1 from ${outbox} o where o.conversation_id = m.conversation_id and o.answered_at is null
        and m.author <> 'resident' and m.id between o.message_id and o.until_id) as waiting,
      exists (select 1 from ${deliveryFailure} f where f.conversation_id = m.conversation_id
        and m.author <> 'resident' and m.id between f.message_id and f.until_id) as failed
    from ${message} m
    join ${conversation} c on c.id = m.conversation_id
    left join ${inbound} i on m.author = 'resident' and i.id = m.inbound_id
    where m.conversation_id = ${of} and m.id > ${after ?? 0}
      and coalesce(i.kind, 'text') not in ('joined', 'left', 'unknown')
    order by ${order} limit ${limit}`
}

interface Said {
  readonly text: string
  readonly choices: OutboundBody['choices']
  readonly card: Card | null
  readonly media: readonly { readonly attachment: AttachmentId; readonly type: string | null }[]
}

function open(vault: DeskPorts['vault'], key: PersonKey, { author, body }: Row): Said {
  const content = vault.open(key, body)
  // The vault opens only what the desk sealed: the author column says which of the two it is.
  if (author === 'resident') return ofResident(content as InboundContent)
  const { text, choices, card, media } = content as OutboundBody // as above
  return { text, choices, card: card ?? null, media: media ?? [] }
}

function ofResident(content: InboundContent): Said {
  const said = (text: string): Said => ({ text, choices: [], card: null, media: [] })
  switch (content.kind) {
    case 'text':
      return said(content.text)
    case 'choice':
      return said(content.label ?? '')
    case 'media':
      return {
        ...said(content.caption ?? ''),
        media: content.attachment ? [{ attachment: content.attachment, type: null }] : [],
      }
    case 'location':
      return said(content.label ?? `${content.latitude}, ${content.longitude}`)
    case 'phone':
      return said(content.phone)
    case 'joined':
    case 'left':
    case 'unknown':
      return said('')
  }
}

/** In front of a staff member's own id of a reply: residents make ids of their own in the same conversation. */
export const STAFF_KEY = '~staff:'

const typeRow = z.object({ id: z.string(), type: z.string().nullable(), failed: z.boolean() })
type Found = ReadonlyMap<string, z.infer<typeof typeRow>>

/** What residents sent carries only its id: its type was decided by its content, if it was fetched already. */
async function mediaTypes(database: DeskPorts['database'], media: Said['media']): Promise<Found> {
  const unknown = media.filter(each => each.type === null).map(each => each.attachment)
  if (unknown.length === 0) return new Map()
  const query = sql`
    select id::text as id, media_type as type, false as failed from ${attachment} where id in ${uuidsOf(unknown)}
    union all
    select attachment_id::text, null, due_at is null from ${mediaFetch} where attachment_id in ${uuidsOf(unknown)}`
  return new Map((await rows(database.db, query, typeRow)).map(each => [each.id, each]))
}

function describe(row: Row, said: Said, found: Found): TranscriptMessage {
  const choices = said.choices.map(({ token, number, label }) => ({ id: token, number, label }))
  const media = said.media.flatMap(({ attachment: id, type }) => {
    const known = type ?? found.get(id)?.type
    return known ? [{ id, type: known }] : []
  })
  const unfetched = said.media.flatMap(({ attachment: id }) => found.get(id) ?? []).filter(each => each.type === null)
  const failed = row.failed || unfetched.some(each => each.failed)
  return {
    id: row.author === 'resident' && row.client_key ? row.client_key : `~${row.id}`,
    rowId: branded<MessageId>(row.id),
    from: row.author,
    text: inWords(said),
    ...(said.card ? { lead: said.text, card: said.card } : {}),
    ...(choices.length > 0 ? { choices } : {}),
    ...(media.length > 0 ? { media } : {}),
    ...(row.client_key?.startsWith(STAFF_KEY) ? { replyId: row.client_key.slice(STAFF_KEY.length) } : {}),
    at: row.at.toISOString(),
    state: failed ? 'failed' : row.waiting || unfetched.length > 0 ? 'waiting' : 'sent',
  }
}
