import * as z from 'zod'
import { isUnavailable, Unavailable } from '../../../db/failure.ts'
import type { Vault } from '../../../db/vault.ts'
import type { Danger } from '../../core/alarm.ts'
import { instant } from '../../core/civil-time.ts'
import { type AccountId, branded } from '../../core/ids.ts'
import type { DeskPorts } from '../../desk/ports.ts'
import { dangerOf } from '../../desk/receive/create-receive.ts'
import type { Delivered, TakeIn, TakenIn } from '../../desk/receive/take-in.ts'
import type { Spool } from './open-spool.ts'

export interface SpoolPorts extends Pick<DeskPorts, 'vault' | 'channels' | 'shelf' | 'log'> {
  readonly takeIn: TakeIn
  readonly spool: Pick<Spool, 'keep'>
  /** How much is kept, here and by processes that have died here. */
  readonly waiting: () => number
  /** A cry for help among what could only be spooled: staff must hear of it now. */
  readonly cry: (danger: Danger, delivered: Delivered) => void
}

/** LINE waits for two seconds: https://developers.line.biz/en/docs/messaging-api/receiving-messages/ */
const PATIENCE_MS = 1_400
/** Of a platform that comes again: rather soon than never. */
const LONG_PATIENCE_MS = 5_000

/**
 * While the database is away or out of breath, events of platforms that don't ask again for long are kept on this
 * machine's disk; the others are refused. As long as something is kept there, all that comes goes behind it: in order.
 */
export function spooled(ports: SpoolPorts): TakeIn {
  const { takeIn, waiting, channels } = ports
  return async delivered => {
    if (delivered.events.length === 0) return takeIn(delivered)
    const comesAgain = channels.get(delivered.account)?.comesAgain === true
    if (!comesAgain && waiting() > 0) return keep(ports, delivered)
    const taken = await within(takeIn(delivered), comesAgain ? LONG_PATIENCE_MS : PATIENCE_MS)
    if (taken) return taken
    if (comesAgain) throw new Unavailable('the database takes its time')
    return keep(ports, delivered)
  }
}

/** Null: the database is away, or has not answered by then. Should it be stored all the same, it is its own repeat. */
async function within(taking: Promise<TakenIn>, ms: number): Promise<TakenIn | null> {
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(late.resolve, ms, null)
  try {
    return await Promise.race([taking, late.promise])
  } catch (error) {
    if (isUnavailable(error)) return null
    throw error
  } finally {
    clearTimeout(timer)
    taking.catch(() => {}) // too late to be told
  }
}

async function keep(ports: SpoolPorts, delivered: Delivered): Promise<{ readonly kind: 'spooled' }> {
  await ports.spool.keep(ports.vault.seal(ports.vault.arrivals, delivered))
  const { account, events } = delivered
  ports.log.warn('spool.kept', { account, events: events.length, first: events[0]?.key })
  for (const { content } of events) {
    const danger = dangerOf(ports, content)
    if (danger?.level === 'alarm') ports.cry(danger, delivered)
  }
  return { kind: 'spooled' }
}

/** As `keep` sealed it: the events were parsed by an adapter. */
const kept = z.object({
  account: z.string().transform((id): AccountId => branded(id)),
  events: z.array(z.custom<Delivered['events'][number]>(value => typeof value === 'object' && value !== null)),
  receivedAt: z.number().transform(instant),
  nonce: z.string().nullable(),
})

export function openKept(vault: Vault, sealed: Uint8Array): Delivered {
  return kept.parse(vault.open(vault.arrivals, sealed))
}
