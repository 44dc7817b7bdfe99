import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { MessageId } from '../core/ids.ts'
import { transcript } from '../desk/transcript.ts'
import { toChat } from './chat-message.ts'
import type { ChatPorts } from './chat-ports.ts'
import type { Seat } from './chat-seat.ts'

const PAGE = 100

type StreamPorts = Pick<ChatPorts, 'desk' | 'stopping' | 'heartbeat'>

/** Every message after `after`, then each new one as it is said, until the reader leaves or the process stops. */
export function messageStream(c: Context, ports: StreamPorts, seat: Seat, after: MessageId): Response {
  const { desk, stopping } = ports
  const { conversation } = seat
  // Proxies that gather an answer before they pass it on would hold the talk up.
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async stream => {
    const wake = new Wake()
    const hear = () => wake.up()
    // Listening begins before the first look, so that nothing falls between the two.
    const silence = desk.database.bell.listen('conversation', id => id === conversation && wake.up(), hear)
    stopping.addEventListener('abort', hear)
    stream.onAbort(hear)
    try {
      await follow(stream, ports, seat, after, wake)
    } catch (error) {
      // The reader comes back with the last id that it saw.
      desk.log.error('chat.stream', error, { conversation })
    } finally {
      silence()
      stopping.removeEventListener('abort', hear)
    }
  })
}

async function follow(
  stream: SSEStreamingApi,
  { desk, stopping, heartbeat }: StreamPorts,
  seat: Seat,
  from: MessageId,
  wake: Wake,
): Promise<void> {
  let after = from
  await stream.write(':\n\n')
  while (!stream.aborted && !stopping.aborted) {
    const page = await transcript(desk, seat.conversation, { after, limit: PAGE })
    for (const message of page) {
      await stream.writeSSE({ event: 'message', id: message.id, data: JSON.stringify(toChat(seat.session, message)) })
      after = message.rowId
    }
    if (page.length === PAGE) continue
    if (!(await wake.within(heartbeat))) await stream.write(':\n\n')
  }
}

/** A wake-up that comes while nobody sleeps is kept for the next sleep. */
class Wake {
  #rung = false
  #wakeUp: (() => void) | null = null

  up(): void {
    this.#rung = true
    this.#wakeUp?.()
  }

  /** True when woken, false when the time was over. */
  async within(ms: number): Promise<boolean> {
    if (!this.#rung) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, ms)
        this.#wakeUp = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.#wakeUp = null
    }
    const rung = this.#rung
    this.#rung = false
    return rung
  }
}
