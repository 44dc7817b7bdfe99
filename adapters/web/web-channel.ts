import * as z from 'zod'
import type { Channel, ChannelAccount, RawRequest, Verification } from '../../src/core/channel.ts'
import type { InboundDraft } from '../../src/core/inbound.ts'
import { parseJson } from '../../src/core/parse-json.ts'
import type { SessionTokens } from './session-tokens.ts'

export interface WebChannelOptions {
  readonly account: ChannelAccount
  readonly tokens: Pick<SessionTokens, 'sessionOf'>
  /** Tells the open streams of a session that there is something to show. */
  readonly publish: (session: string, messageId: number) => void
}

const TEXT_LIMIT = 5_000

const payload = z.strictObject({ messageId: z.number().int().positive() })

/**
 * Chat ids are printable ASCII, because they come back in the header Last-Event-ID, and never begin with `~`: those
 * are the desk's own.
 */
const id = z.string().regex(/^[!-}][!-~]{0,99}$/)
const text = z
  .string()
  .refine(value => value.trim() !== '', 'empty')
  .refine(value => value.length <= TEXT_LIMIT || [...value].length <= TEXT_LIMIT, 'too long')
const message = z.union([
  z.strictObject({ id, text }),
  z.strictObject({ id, choice: z.string().regex(/^[!-~]{1,64}$/) }),
])

/** The page and the terminal: a bearer token instead of a signature, open streams instead of a platform. */
export function webChannel({ account, tokens, publish }: WebChannelOptions): Channel {
  return {
    account,
    verify: request => verify(tokens, request),
    parse(body) {
      const draft = parse(body)
      return draft ? { kind: 'events', events: [draft] } : { kind: 'malformed' }
    },
    bundles: false,
    comesAgain: true,
    render: ([outbound]) => [{ method: 'show', payload: { messageId: outbound.id } }],
    async call(call, context) {
      publish(context.address, payload.parse(call.payload).messageId)
      return { kind: 'sent' }
    },
  }
}

/** The token proves the session but covers no body: what is handed on ties the two, as `session\nbody`. */
function verify(tokens: Pick<SessionTokens, 'sessionOf'>, request: RawRequest): Verification {
  const bearer = /^Bearer ([!-+\--~]+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
  const session = bearer ? tokens.sessionOf(bearer) : null
  if (session === null) return { kind: 'refused' }
  return { kind: 'verified', body: Buffer.concat([Buffer.from(`${session}\n`), request.body]) }
}

function parse(body: Uint8Array): InboundDraft | null {
  const end = body.indexOf(0x0a)
  const parsed = message.safeParse(parseJson(body.subarray(end + 1)))
  if (end < 1 || !parsed.success) return null
  const session = new TextDecoder().decode(body.subarray(0, end))
  return {
    key: `${session}:${parsed.data.id}`,
    address: session,
    sort: null,
    content:
      'text' in parsed.data ? { kind: 'text', text: parsed.data.text } : { kind: 'choice', token: parsed.data.choice },
  }
}
