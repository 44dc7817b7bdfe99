import type { Hono } from 'hono'
import { sessionTokens } from '../../adapters/web/session-tokens.ts'
import { webChannel } from '../../adapters/web/web-channel.ts'
import type { Database } from '../../db/database.ts'
import { composeDesk, type Desk } from '../compose.ts'
import { type Instant, instant } from '../core/civil-time.ts'
import { newId } from '../core/ids.ts'
import { nextDue } from '../desk/next-due.ts'
import { briefProcess } from '../desk/turn/suspects.ts'
import { chatRoutes } from '../http/chat.ts'
import { peerNetwork } from '../http/peer-network.ts'
import type { Isolate } from './isolate.ts'
import { openChannels } from './open-channels.ts'
import { openServices } from './open-services.ts'
import { WEB_ACCOUNT } from './web-account.ts'

export interface EdgeDesk extends Pick<Desk, 'ports' | 'takeIn' | 'sweep'> {
  readonly chat: Hono
  /** Until everything is handled and sent that may be now. */
  settle(): Promise<void>
  /** When the next retry is due. */
  nextDue(): Promise<Instant | null>
  /** Ends the turns, and forgets the traces of those that nobody needs any more. */
  stop(): Promise<void>
}

/** No bell is heard here: a stream looks for news at each sign of life. */
const HEARTBEAT_MS = 1_500

/** A desk for one request or one sweep, on a database that was migrated, seeded and given its flows by a Node process. */
export async function openEdgeDesk(isolate: Isolate, database: Database): Promise<EdgeDesk> {
  const { log, measure } = isolate
  const furniture = await isolate.furniture(database)
  const tokens = sessionTokens([furniture.vault.signingKey('web/main')])
  const channel = webChannel({ account: WEB_ACCOUNT, tokens, publish: () => {} })
  const process = briefProcess(newId())
  const now = () => instant(Date.now())
  // Called as a method of something else, the platform's fetch refuses.
  const fetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init)
  const messengers = await openChannels({ database, vault: furniture.vault, now, fetch }, isolate.channels)
  const desk = composeDesk({
    ...{ ...furniture, database, channels: [channel, ...messengers], log, measure, process },
    ...openServices(isolate.services, fetch),
  })
  const { ports, receive, takeIn, sweep, turn, deliver, media, interpret } = desk
  const stopping = new AbortController().signal // the platform ends the streams
  return {
    ports,
    takeIn,
    sweep,
    chat: chatRoutes({
      desk: ports,
      receive,
      channel,
      tokens,
      limits: isolate.chatLimits,
      peer: c => peerNetwork(c.req.header('cf-connecting-ip') ?? ''),
      stopping,
      heartbeat: HEARTBEAT_MS,
    }),
    async settle() {
      await turn.idle()
      deliver.wake()
      await Promise.all([deliver.idle(), media.idle()])
      // What is understood only now is answered now.
      interpret.wake()
      await interpret.idle()
      await turn.idle()
      deliver.wake()
      await deliver.idle()
    },
    nextDue: () => nextDue(ports),
    stop: () => turn.stop(),
  }
}
