import { KeyCache } from '../../../db/key-cache.ts'
import type { PersonKey } from '../../../db/vault.ts'
import type { Danger } from '../../core/alarm.ts'
import type { Instant } from '../../core/civil-time.ts'
import type { AccountId, AttachmentId, ContactId } from '../../core/ids.ts'
import type { InboundDraft } from '../../core/inbound.ts'
import { attachmentId } from '../media/attachments.ts'
import type { DeskPorts } from '../ports.ts'

/** An event on its way in. */
export interface Arrival {
  readonly account: AccountId
  readonly draft: InboundDraft
  readonly receivedAt: Instant
  readonly danger: Danger | null
}

export interface Prepared {
  readonly arrival: Arrival
  /** Keyed hash of the address. */
  readonly hash: Uint8Array
  /** Whose key it is sealed with; null: with the desk's own, until somebody handles it. */
  readonly contact: ContactId | null
  readonly content: Uint8Array
  readonly reply: Uint8Array | null
  /** What the platform still holds, and the id under which it will be kept. */
  readonly fetch: { readonly attachment: AttachmentId; readonly remote: Uint8Array } | null
}

/** Who wrote to this process lately, by account and address. Nothing is decided by it: the statement asks. */
export type KnownPeople = KeyCache<string, ContactId>

export function knownPeople(now: () => number): KnownPeople {
  return new KeyCache({ most: 20_000, lifeMs: 60 * 60_000, now })
}

export const placeOf = ({ account, draft }: Arrival) => `${account} ${draft.address}`

/** Seals with the keys that are at hand, asking nobody: a platform waits for its answer. */
export function prepareArrivals(
  ports: Pick<DeskPorts, 'vault' | 'channels'>,
  known: KnownPeople,
  arrivals: readonly Arrival[],
): Prepared[] {
  return arrivals.map(arrival => {
    const contact = known.get(placeOf(arrival)) ?? null
    const key = contact && ports.vault.keyAtHand(contact)
    return prepare(ports, arrival, key ? contact : null, key ?? ports.vault.arrivals)
  })
}

function prepare(
  { vault, channels }: Pick<DeskPorts, 'vault' | 'channels'>,
  arrival: Arrival,
  contact: ContactId | null,
  key: PersonKey,
): Prepared {
  const { account, draft } = arrival
  const { content, reply } = draft
  const remote = content.kind === 'media' && channels.get(account)?.fetch ? content.remote : undefined
  const attachment = remote === undefined ? null : attachmentId(vault, account, draft.key)
  return {
    arrival,
    hash: vault.hash(account, draft.address),
    contact,
    // The talk need not wait for the bytes.
    content: vault.seal(key, attachment ? { ...content, attachment } : content),
    reply: reply === undefined ? null : vault.seal(key, reply),
    fetch: attachment && { attachment, remote: vault.seal(key, remote) },
  }
}
