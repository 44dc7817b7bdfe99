import * as z from 'zod'
import { ALARM_CLASSES } from '../core/alarm.ts'
import { UNTAUGHT } from '../core/catalogue.ts'
import { CHANNEL_KINDS } from '../core/channel.ts'
import { CALLER_CODES, type CallerCode } from '../core/errors.ts'
import { LANGUAGES } from '../core/language.ts'
import { INTENTS, SLOT_TYPES } from '../core/reading.ts'
import { ROLES } from '../core/staff.ts'

// The shapes of the staff API, for the routes that answer, the OpenAPI description and the console that asks.

/** ISO 8601 in UTC: `2026-11-24T01:30:00.000Z`. */
const at = z.iso.datetime()
const person = z.object({ id: z.string(), name: z.string() })
const CODES = [...(Object.keys(CALLER_CODES) as CallerCode[]), 'internal' as const] // Object.keys forgets the keys

export const errorSchema = z.object({
  error: z.object({ code: z.enum(CODES), message: z.string() }),
})

export const meSchema = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string(),
  role: z.enum(ROLES),
  /** Prefixes of division codes. */
  areas: z.array(z.string()),
})

const HANDOFF_STATES = ['open', 'promised', 'claimed', 'closed', 'withdrawn'] as const
/** What a list is asked for: `open` is everything that still waits for somebody (open, promised, claimed). */
const HANDOFF_FILTERS = ['open', 'mine', 'closed', 'all'] as const

const handoffCardSchema = z.object({
  id: z.uuid(),
  conversation: z.uuid(),
  state: z.enum(HANDOFF_STATES),
  /** Coded: asked, not_understood, failure, allergy … */
  reason: z.string(),
  /** Division code of 4, 6 or 9 digits, and its name where it is known. */
  area: z.string(),
  areaName: z.string().nullable(),
  openedAt: at,
  /** Since opening; counts no further once claimed. */
  waitingSeconds: z.number().int().nonnegative(),
  claimedBy: person.nullable(),
  claimedAt: at.nullable(),
  /** By when a call was promised, because nobody was there. */
  promisedFor: at.nullable(),
  closedAt: at.nullable(),
  /** The resident's form of address (王奶奶); null: not known. */
  form: z.string().nullable(),
  language: z.enum(LANGUAGES),
  channel: z.enum(CHANNEL_KINDS),
  /** Its newest message is the resident's. */
  unanswered: z.boolean(),
  lastMessageAt: at.nullable(),
  /** An alarm of this conversation that is not closed. */
  alarm: z.uuid().nullable(),
})

const transcriptMessageSchema = z.object({
  id: z.string(),
  from: z.enum(['resident', 'bot', 'staff']),
  text: z.string(),
  choices: z.array(z.object({ id: z.string(), label: z.string() })).optional(),
  media: z.array(z.object({ id: z.string(), type: z.string(), url: z.string() })).optional(),
  /** Of staff: the id under which it was sent. */
  replyId: z.string().optional(),
  at,
  state: z.enum(['waiting', 'sent', 'failed']),
})

/** `label` is the slot's own question, or its name where the question's words depend on the talk. */
const slotSchema = z.object({
  slot: z.string(),
  type: z.enum(SLOT_TYPES),
  label: z.string(),
  value: z.string(),
  personal: z.boolean(),
})

/** Where the platform takes only so many messages after one of the person's; null: it doesn't count. */
const windowSchema = z
  .object({
    left: z.number().int().nonnegative(),
    /** Null: nothing is left until they write again. */
    until: at.nullable(),
  })
  .nullable()

export const handoffDetailSchema = handoffCardSchema.extend({
  /** Oldest first; at most the newest 200. */
  messages: z.array(transcriptMessageSchema),
  slots: z.array(slotSchema),
  /** The flow in progress, kept while a person helps; null: none. `question` is the one that is open. */
  draft: z.object({ flow: z.string(), title: z.string(), question: z.string().nullable() }).nullable(),
  profile: z.object({ name: z.string().nullable(), phone: z.string().nullable(), address: z.string().nullable() }),
  window: windowSchema,
  /** What is said to them there reaches them only when they next write. */
  passiveOnly: z.boolean(),
  /** What was agreed, once closed. */
  note: z.string().nullable(),
})

const alarmCardSchema = z.object({
  /** The first event's; take and close act on the whole card. */
  id: z.uuid(),
  conversation: z.uuid(),
  class: z.enum(ALARM_CLASSES),
  /** Somebody may be watching the resident's screen: call with a neutral pretext, write nothing about it. */
  silent: z.boolean(),
  state: z.enum(['raised', 'taken', 'closed']),
  /** 1, then one more for each minute in which nobody took it. */
  tier: z.number().int().positive(),
  area: z.string(),
  areaName: z.string().nullable(),
  raisedAt: at,
  takenBy: person.nullable(),
  takenAt: at.nullable(),
  closedAt: at.nullable(),
  form: z.string().nullable(),
  channel: z.enum(CHANNEL_KINDS),
  /** Further events of the same class and person within ten minutes of the first. */
  further: z.number().int().nonnegative(),
  /** The conversation's hand-off that is not closed. */
  handoff: z.uuid().nullable(),
})

export const alarmDetailSchema = alarmCardSchema.extend({
  messages: z.array(transcriptMessageSchema),
  profile: handoffDetailSchema.shape.profile,
  window: windowSchema,
  note: z.string().nullable(),
})

export const handoffListSchema = z.object({ handoffs: z.array(handoffCardSchema) })
export const alarmListSchema = z.object({ alarms: z.array(alarmCardSchema) })
export const okSchema = z.object({ ok: z.literal(true) })
export const replySentSchema = z.object({ id: z.string() })

export const signInSchema = z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(128) })
export const byIdSchema = z.object({ id: z.uuid() })
export const handoffQuerySchema = z.object({ state: z.enum(HANDOFF_FILTERS).default('open') })
/** `id` is made by the sender (a UUID): sending again under it changes nothing. */
export const replySchema = z.object({ id: z.uuid(), text: z.string().trim().min(1).max(2_000) })
export const closeHandoffSchema = z.object({
  /** One sentence of what was agreed; the resident reads it. */
  note: z.string().trim().min(1).max(500),
  slots: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,47}$/), z.json()).optional(),
})
export const closeAlarmSchema = z.object({ note: z.string().trim().min(1).max(500) })

/** Names a wording, not a message. */
const wording = z.string().regex(/^[0-9a-f]{64}$/)
export const byWordingSchema = z.object({ id: wording })
export const unknownWordsSchema = z.object({
  /** Said most often first; at most 200. */
  words: z.array(
    z.object({
      id: wording,
      /** Masked: `[phone]`, `[id]`, `[case]`, `[number]`, `[name]`, `[address]` stand for what was taken out. */
      text: z.string(),
      /** In the last 90 days, and by how many people. */
      said: z.number().int().positive(),
      people: z.number().int().positive(),
      lastAt: at,
      /** What was going on when it was last said. */
      during: z.string().nullable(),
    }),
  ),
})

export const learnedWordsSchema = z.object({
  words: z.array(
    z.object({
      id: z.uuid(),
      words: z.string(),
      /** An alias: what it is another name of. */
      item: z.string().nullable(),
      /** An example: what the whole phrase means. */
      intent: z.enum(INTENTS).nullable(),
      addedBy: z.string().nullable(),
      addedAt: at,
    }),
  ),
})

export const meaningsSchema = z.object({
  items: z.array(z.object({ list: z.string(), id: z.string(), name: z.string() })),
  intents: z.array(z.enum(INTENTS)),
})

export const teachSchema = z.object({
  words: z.string().trim().min(1).max(200),
  meaning: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('alias'), list: z.string(), item: z.string() }),
    z.object({ kind: z.literal('example'), intent: z.enum(INTENTS) }),
  ]),
  /** The wording that is settled by it. */
  unknown: wording.nullable().default(null),
})

/** Why nothing was taught; null: it was. */
export const taughtSchema = z.object({ refused: z.enum(UNTAUGHT).nullable() })

/**
 * `GET /api/events`: event names are the kinds, `data` is this. It says what changed, never what it says: fetch again.
 * `refresh`: after a reconnect or a gap, fetch everything. `signed_out`: the session has ended, and the stream with it.
 */
export const liveEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alarm'), id: z.uuid() }),
  z.object({ kind: z.literal('handoff'), id: z.uuid() }),
  /** Something was said in a conversation that has an open hand-off or alarm. */
  z.object({
    kind: z.literal('message'),
    id: z.uuid().describe('the conversation'),
    handoff: z.uuid().nullable(),
    alarm: z.uuid().nullable(),
  }),
  z.object({ kind: z.literal('refresh') }),
  z.object({ kind: z.literal('signed_out') }),
])

export type Me = z.infer<typeof meSchema>
export type HandoffCard = z.infer<typeof handoffCardSchema>
export type HandoffDetail = z.infer<typeof handoffDetailSchema>
export type TranscriptMessage = z.infer<typeof transcriptMessageSchema>
export type AlarmCard = z.infer<typeof alarmCardSchema>
export type AlarmDetail = z.infer<typeof alarmDetailSchema>
export type LiveEvent = z.infer<typeof liveEventSchema>
export type UnknownWord = z.infer<typeof unknownWordsSchema>['words'][number]
export type LearnedWord = z.infer<typeof learnedWordsSchema>['words'][number]
export type Meanings = z.infer<typeof meaningsSchema>
export type Taught = z.infer<typeof taughtSchema>
export type ApiError = z.infer<typeof errorSchema>
