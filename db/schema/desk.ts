import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Localised } from '../../src/core/language.ts'
import { sql } from '../sql.ts'
import { bytes, instant } from './columns.ts'

// Plain columns hold ids, kinds, counts and times only. What a person wrote or is, is sealed with their data key.

export const channelAccount = pgTable('channel_account', {
  id: text('id').primaryKey(),
  kind: text('kind').notNull(),
  perSecond: real('per_second').notNull(),
  perChatPerSecond: real('per_chat_per_second').notNull(),
  burst: integer('burst').notNull(),
  /** 429 of the whole account, or misconfigured. */
  pausedUntil: instant('paused_until'),
  pausedWhy: text('paused_why'),
})

/** Of whoever has told no street yet. */
export const CITY_AREA = '4101'

/** Someone the desk knows: who chats, who is served, or both. */
export const contact = pgTable('contact', {
  id: uuid('id').primaryKey(),
  level: text('level').notNull().default('anonymous'),
  language: text('language').notNull().default('zh-CN'),
  largeType: boolean('large_type').notNull().default(false),
  /** Division code for staff areas: the street once known, else the city. */
  area: text('area').notNull().default(CITY_AREA),
  profiled: boolean('profiled').notNull().default(false),
  /** Sealed JSON `Profile` (db/profile.ts). */
  profile: bytes('profile'),
  consentAt: instant('consent_at'),
  /** The conversation where they want to hear news; null: where they last wrote. */
  newsIn: uuid('news_in'),
  newsStopped: boolean('news_stopped').notNull().default(false),
  createdAt: instant('created_at').notNull().defaultNow(),
  erasedAt: instant('erased_at'),
})

/** Deleting a row erases the person: nothing sealed with it opens again. */
export const dataKey = pgTable('data_key', {
  contactId: uuid('contact_id')
    .primaryKey()
    .references(() => contact.id),
  /** Which SECRET_KEY wraps it. */
  keyId: text('key_id').notNull(),
  wrapped: bytes('wrapped').notNull(),
})

/** Handed out by staff to the person on file, who tells it in a chat once. */
export const identityCode = pgTable('identity_code', {
  /** Keyed hash of the digits: nobody reads a code here. */
  hash: bytes('hash').primaryKey(),
  contactId: uuid('contact_id')
    .notNull()
    .references(() => contact.id),
  issuedBy: text('issued_by').notNull(),
  issuedAt: instant('issued_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
})

/** One account of one person at one channel. */
export const channelIdentity = pgTable(
  'channel_identity',
  {
    id: uuid('id').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => channelAccount.id),
    /** Keyed hash of the platform's id. */
    addressHash: bytes('address_hash').notNull(),
    address: bytes('address').notNull(),
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contact.id),
    /** active · gone (blocked, unfollowed, deleted). */
    state: text('state').notNull().default('active'),
    /** When they last wrote, and how much was sent since: kept where the platform counts it. */
    heardAt: instant('heard_at'),
    sentSince: integer('sent_since').notNull().default(0),
    /** The same of what opens it for a moment only. */
    pressedAt: instant('pressed_at'),
    sentSincePress: integer('sent_since_press').notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  t => [
    unique('channel_identity_address').on(t.accountId, t.addressHash),
    index('channel_identity_contact').on(t.contactId),
  ],
)

export const conversation = pgTable(
  'conversation',
  {
    id: uuid('id').primaryKey(),
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contact.id),
    /** Who speaks here: that contact, or the person on file whose code was told in this talk. */
    speakerId: uuid('speaker_id')
      .notNull()
      .references(() => contact.id),
    identityId: uuid('identity_id')
      .notNull()
      .unique()
      .references(() => channelIdentity.id),
    accountId: text('account_id').notNull(),
    /** bot · staff. */
    owner: text('owner').notNull().default('bot'),
    /** Sealed JSON `Talk`; null before the first turn. */
    talk: bytes('talk'),
    /** Versions that the talk holds, so that none is removed under it. */
    versions: jsonb('versions').$type<readonly string[]>().notNull().default([]),
    /** The earliest of the talk's timers. */
    dueAt: instant('due_at'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  t => [
    index('conversation_due').on(t.dueAt).where(sql`due_at is not null`),
    index('conversation_contact').on(t.contactId),
    index('conversation_speaker').on(t.speakerId),
  ],
)

/** Every accepted event, once. */
export const inbound = pgTable(
  'inbound',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    accountId: text('account_id').notNull(),
    eventKey: text('event_key').notNull(),
    /** No foreign key, here and where the talk's lines are: rows of talks are never deleted, and each check of one locks it. */
    conversationId: uuid('conversation_id').notNull(),
    kind: text('kind').notNull(),
    /** Platform order among those that wait together. */
    sort: bigint('sort', { mode: 'number' }).notNull(),
    receivedAt: instant('received_at').notNull(),
    /** Sealed JSON content. */
    content: bytes('content').notNull(),
    /** Sealed: what the platform gave to answer it with. */
    reply: bytes('reply'),
    /** Sealed JSON `Understood` (src/desk/interpret): what another service made of it. */
    understood: bytes('understood'),
    /** A failing event waits here between its tries, and one that another service is asked about for its answer. */
    notBefore: instant('not_before'),
    /** What another service is asked for, until it has answered or never will: speech · meaning. */
    askKind: text('ask_kind'),
    askDueAt: instant('ask_due_at'),
    askTries: integer('ask_tries').notNull().default(0),
    askClaimedUntil: instant('ask_claimed_until'),
    handledAt: instant('handled_at'),
    /** Coded reason when it was handed to a person instead of being answered. */
    failure: text('failure'),
  },
  t => [
    unique('inbound_event').on(t.accountId, t.eventKey),
    index('inbound_waiting').on(t.id).where(sql`handled_at is null`),
    index('inbound_held').on(t.notBefore).where(sql`handled_at is null and not_before is not null`),
    index('inbound_ask').on(t.askDueAt).where(sql`ask_due_at is not null`),
    index('inbound_waiting_conversation').on(t.conversationId, t.sort, t.id).where(sql`handled_at is null`),
  ],
)

/**
 * What a turn is about to try, written before it tries and deleted by its commit. A row that stays is the trace of a
 * process that died or a batch that failed: its events are then tried singly and counted.
 */
export const attempt = pgTable('attempt', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  inboundIds: jsonb('inbound_ids').$type<readonly number[]>().notNull(),
  /** Boot id of the process that tries; also its application_name at the server, so that the dead are known. */
  process: text('process').notNull(),
  /** Nothing else was to blame if this try failed; without it, one of several at work. */
  alone: boolean('alone').notNull().default(false),
  at: instant('at').notNull().defaultNow(),
  error: text('error'),
})

/** Both directions, immutable, in the order of the talk: rows are added only under the conversation's lock. */
export const message = pgTable(
  'message',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    conversationId: uuid('conversation_id').notNull(),
    /** resident · bot · staff. */
    author: text('author').notNull(),
    inboundId: bigint('inbound_id', { mode: 'number' }),
    /** The sender's own id of it (web chat, staff reply): sending again finds it. */
    clientKey: text('client_key'),
    staffId: text('staff_id'),
    /** Sealed JSON: OutboundBody, or the resident's InboundContent. */
    body: bytes('body').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  t => [
    index('message_talk').on(t.conversationId, t.id),
    uniqueIndex('message_client_key').on(t.conversationId, t.clientKey).where(sql`client_key is not null`),
  ],
)

/** One platform call still to be made; deleted when sent, moved to delivery_failure when it never will be. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** What it says: the desk's messages of the conversation from this one to that one. */
    messageId: bigint('message_id', { mode: 'number' }).notNull(),
    untilId: bigint('until_id', { mode: 'number' }).notNull(),
    /** Which of their platform calls. */
    part: smallint('part').notNull(),
    /** The first call of the answer to an event: may use what the platform gave to answer it with. */
    replies: boolean('replies').notNull().default(false),
    /**
     * Given to the platform as the answer to its own request; sent, unless it asks again. Where that is all that can be
     * said (Channel.passiveOnly), the time at which that request's event came in.
     */
    answeredAt: instant('answered_at'),
    accountId: text('account_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** 0 emergency · 1 answer · 2 broadcast. */
    priority: smallint('priority').notNull().default(1),
    retryKey: uuid('retry_key').notNull(),
    dueAt: instant('due_at').notNull().defaultNow(),
    tries: integer('tries').notNull().default(0),
    /**
     * A lane's lease; a dead lane's rows are free again when it ends. Of an answer to the platform's own request it stands
     * until that has left.
     */
    claimedUntil: instant('claimed_until'),
    /** The platform takes nothing before they do something; `due_at` is when it is of no use any more. */
    shutAt: instant('shut_at'),
  },
  t => [
    index('outbox_due').on(t.accountId, t.priority, t.id),
    index('outbox_conversation').on(t.conversationId, t.id),
    index('outbox_shut').on(t.accountId).where(sql`shut_at is not null`),
  ],
)

export const deliveryFailure = pgTable(
  'delivery_failure',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    messageId: bigint('message_id', { mode: 'number' }).notNull(),
    untilId: bigint('until_id', { mode: 'number' }).notNull(),
    part: smallint('part').notNull(),
    accountId: text('account_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** refused · gone · misconfigured · unreachable. */
    outcome: text('outcome').notNull(),
    /** The platform's code, no text of ours. */
    detail: text('detail').notNull(),
    tries: integer('tries').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  t => [index('delivery_failure_conversation').on(t.conversationId)],
)

/** Marks of events whose signature covers no body: the same mark with another event is a replay. */
export const webhookNonce = pgTable(
  'webhook_nonce',
  {
    accountId: text('account_id').notNull(),
    nonce: text('nonce').notNull(),
    eventKey: text('event_key').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  t => [primaryKey({ columns: [t.accountId, t.nonce] }), index('webhook_nonce_seen').on(t.seenAt)],
)

/** The key to a platform's API that it hands out for a while: one for the account, whoever needs it. */
export const accessToken = pgTable('access_token', {
  accountId: text('account_id').primaryKey(),
  sealed: bytes('sealed').notNull(),
  expiresAt: instant('expires_at').notNull(),
})

/** Media that the platform still holds; deleted when the attachment of this id is stored. */
export const mediaFetch = pgTable(
  'media_fetch',
  {
    attachmentId: uuid('attachment_id').primaryKey(),
    accountId: text('account_id').notNull(),
    contactId: uuid('contact_id')
      .notNull()
      .references(() => contact.id),
    conversationId: uuid('conversation_id').notNull(),
    /** Sealed: the platform's name of it. */
    remote: bytes('remote').notNull(),
    /** Null: never again, for the reason in `failure`. */
    dueAt: instant('due_at'),
    tries: integer('tries').notNull().default(0),
    claimedUntil: instant('claimed_until'),
    failure: text('failure'),
  },
  t => [
    index('media_fetch_due').on(t.accountId, t.dueAt).where(sql`due_at is not null`),
    index('media_fetch_contact').on(t.contactId),
  ],
)

/** Photos and voice: checked by content, sealed. */
export const attachment = pgTable('attachment', {
  id: uuid('id').primaryKey(),
  contactId: uuid('contact_id')
    .notNull()
    .references(() => contact.id),
  conversationId: uuid('conversation_id').notNull(),
  mediaType: text('media_type').notNull(),
  size: integer('size').notNull(),
  body: bytes('body').notNull(),
  at: instant('at').notNull().defaultNow(),
})

/** Immutable published versions, named by content hash without layout. */
export const flowVersion = pgTable(
  'flow_version',
  {
    hash: text('hash').primaryKey(),
    flow: text('flow').notNull(),
    definition: jsonb('definition').notNull(),
    publishedAt: instant('published_at').notNull().defaultNow(),
    publishedBy: text('published_by').notNull(),
  },
  t => [index('flow_version_flow').on(t.flow, t.publishedAt)],
)

/** Which version new talks take. */
export const flow = pgTable('flow', {
  flow: text('flow').primaryKey(),
  current: text('current')
    .notNull()
    .references(() => flowVersion.hash),
})

export const handoff = pgTable(
  'handoff',
  {
    id: uuid('id').primaryKey(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversation.id),
    contactId: uuid('contact_id').notNull(),
    area: text('area').notNull(),
    /** Coded: asked, not_understood, failure, allergy … */
    reason: text('reason').notNull(),
    /** open → claimed → closed; open → promised (a call was promised) → claimed; open → withdrawn. */
    state: text('state').notNull().default('open'),
    openedAt: instant('opened_at').notNull().defaultNow(),
    /** When a queue that nobody serves becomes a promised call. */
    dueAt: instant('due_at'),
    promisedFor: instant('promised_for'),
    claimedBy: text('claimed_by'),
    claimedAt: instant('claimed_at'),
    closedAt: instant('closed_at'),
    closedBy: text('closed_by'),
    /** Sealed sentence of what was agreed. */
    note: bytes('note'),
  },
  t => [
    uniqueIndex('handoff_one_open').on(t.conversationId).where(sql`state in ('open', 'promised', 'claimed')`),
    index('handoff_queue').on(t.state, t.openedAt),
  ],
)

/** raised → taken → closed; never deleted. */
export const alarm = pgTable(
  'alarm',
  {
    id: uuid('id').primaryKey(),
    /** Idempotent by event. Null: raised by a timer (no answer to the check). */
    inboundId: bigint('inbound_id', { mode: 'number' }).unique(),
    /** The first event's row of the same class, person and ten minutes; its own id when it is the first. */
    card: uuid('card').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    contactId: uuid('contact_id').notNull(),
    area: text('area').notNull(),
    class: text('class').notNull(),
    /** Nothing of it may show on the resident's screen. */
    silent: boolean('silent').notNull().default(false),
    state: text('state').notNull().default('raised'),
    tier: integer('tier').notNull().default(1),
    raisedAt: instant('raised_at').notNull().defaultNow(),
    /** When the next tier is told. */
    escalateAt: instant('escalate_at'),
    /** When ALARM_URL is tried next; null once taken by it or when there is none. */
    pushAt: instant('push_at'),
    pushTries: integer('push_tries').notNull().default(0),
    takenBy: text('taken_by'),
    takenAt: instant('taken_at'),
    closedBy: text('closed_by'),
    closedAt: instant('closed_at'),
    note: bytes('note'),
  },
  t => [
    index('alarm_open').on(t.state, t.raisedAt),
    index('alarm_card').on(t.card),
    index('alarm_contact').on(t.contactId, t.raisedAt),
    index('alarm_escalate').on(t.escalateAt).where(sql`escalate_at is not null`),
    index('alarm_push').on(t.pushAt).where(sql`push_at is not null`),
  ],
)

/** Every opening of personal data, every act of staff. Only ever added to. */
export const auditLog = pgTable('audit_log', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  at: instant('at').notNull().defaultNow(),
  staffId: text('staff_id').notNull(),
  act: text('act').notNull(),
  contactId: uuid('contact_id'),
  subject: text('subject'),
})

/** Words we did not know: masked, for administrators. */
export const notUnderstood = pgTable(
  'not_understood',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull().defaultNow(),
    contactId: uuid('contact_id').notNull(),
    area: text('area').notNull().default('4101'),
    flow: text('flow'),
    slot: text('slot'),
    /**
     * Keyed hash of the masked words as they are compared: the same words of several people are one line. Null: kept
     * as written by a version that did not mask, and shown to nobody.
     */
    words: bytes('words'),
    text: bytes('text').notNull(),
    /** An administrator taught them, or saw that there is nothing to teach. */
    settledAt: instant('settled_at'),
  },
  t => [
    index('not_understood_words').on(t.words).where(sql`settled_at is null and words is not null`),
    index('not_understood_at').on(t.at),
  ],
)

/** What administrators taught the reader. Nobody's data: the words are those of the list above, masked and looked at. */
export const learnedWord = pgTable(
  'learned_word',
  {
    id: uuid('id').primaryKey(),
    /** alias · example. */
    kind: text('kind').notNull(),
    words: text('words').notNull(),
    /** The words as they are compared. */
    folded: text('folded').notNull(),
    /** alias: the item that they name. */
    list: text('list'),
    item: text('item'),
    /** example: what the whole phrase means. */
    intent: text('intent'),
    addedBy: text('added_by').notNull(),
    addedAt: instant('added_at').notNull().defaultNow(),
    removedBy: text('removed_by'),
    removedAt: instant('removed_at'),
  },
  t => [uniqueIndex('learned_word_once').on(t.folded).where(sql`removed_at is null`)],
)

/** What a relative may do for an elder: dated, scoped, revocable. */
export const mandate = pgTable(
  'mandate',
  {
    relativeId: uuid('relative_id')
      .notNull()
      .references(() => contact.id),
    elderId: uuid('elder_id')
      .notNull()
      .references(() => contact.id),
    relation: text('relation').notNull(),
    scopes: jsonb('scopes').$type<readonly string[]>().notNull(),
    validFrom: text('valid_from').notNull(),
    validTo: text('valid_to').notNull(),
    agreedBy: text('agreed_by').notNull(),
    state: text('state').notNull().default('active'),
  },
  t => [primaryKey({ columns: [t.relativeId, t.elderId] })],
)

/** Districts, streets and towns. */
export const area = pgTable('area', {
  code: text('code').primaryKey(),
  name: jsonb('name').$type<Localised>().notNull(),
  /** null for a district. */
  district: text('district'),
})

/** Small facts of the installation: seeded, catalogue version. */
export const setting = pgTable('setting', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
})
