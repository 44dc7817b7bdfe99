import { type AttachmentId, branded, type HandoffId } from '../core/ids.ts'
import { listHandoffs } from '../desk/handoff-cards.ts'
import { openHandoff } from '../desk/handoff-detail.ts'
import { claimHandoff, closeHandoff, replyToHandoff, transferHandoff } from '../desk/handoffs.ts'
import { openStaffAttachment } from '../desk/media/staff-attachment.ts'
import {
  byIdSchema,
  closeHandoffSchema,
  handoffDetailSchema,
  handoffListSchema,
  handoffQuerySchema,
  okSchema,
  replySchema,
  replySentSchema,
} from './api.ts'
import { type ApiRoute, DESK_ROLES, jsonRoute, rawRoute } from './api-route.ts'
import type { HttpPorts } from './ports.ts'
import { staffMessages } from './staff-messages.ts'

const OK = { ok: true } as const
const handoffId = (id: string) => branded<HandoffId>(id)

export function handoffRoutes({ desk }: Pick<HttpPorts, 'desk'>): ApiRoute[] {
  const access = DESK_ROLES
  return [
    jsonRoute({
      method: 'get',
      path: '/handoffs',
      summary: 'Hand-offs of my areas; state=open: all that still waits or is being served',
      access,
      input: handoffQuerySchema,
      output: handoffListSchema,
      run: async ({ state }, { staff }) => ({ handoffs: await listHandoffs(desk, desk.database.db, staff, state) }),
    }),
    jsonRoute({
      method: 'get',
      path: '/handoffs/:id',
      summary: 'One hand-off with its transcript and draft; each opening is written down',
      access,
      input: byIdSchema,
      output: handoffDetailSchema,
      async run({ id }, { staff }) {
        const detail = await openHandoff(desk, staff, handoffId(id))
        return { ...detail, slots: [...detail.slots], messages: staffMessages(detail.messages) }
      },
    }),
    jsonRoute({
      method: 'post',
      path: '/handoffs/:id/claim',
      summary: 'Make it mine; one winner, the others get 409',
      access,
      input: byIdSchema,
      output: okSchema,
      run: async ({ id }, { staff }) => claimHandoff(desk, staff, handoffId(id)).then(() => OK),
    }),
    jsonRoute({
      method: 'post',
      path: '/handoffs/:id/transfer',
      summary: 'Back into the queue',
      access,
      input: byIdSchema,
      output: okSchema,
      run: async ({ id }, { staff }) => transferHandoff(desk, staff, handoffId(id)).then(() => OK),
    }),
    ...answerRoutes({ desk }),
  ]
}

function answerRoutes({ desk }: Pick<HttpPorts, 'desk'>): ApiRoute[] {
  const access = DESK_ROLES
  return [
    jsonRoute({
      method: 'post',
      path: '/handoffs/:handoff/reply',
      summary: 'Write to the resident; the same message id again changes nothing',
      access,
      input: replySchema.extend({ handoff: byIdSchema.shape.id }),
      output: replySentSchema,
      async run({ handoff, id, text }, { staff }) {
        return { id: `~${await replyToHandoff(desk, staff, handoffId(handoff), { id, text })}` }
      },
    }),
    jsonRoute({
      method: 'post',
      path: '/handoffs/:id/close',
      summary: 'Give the talk back to the bot, with what was agreed',
      access,
      input: byIdSchema.extend(closeHandoffSchema.shape),
      output: okSchema,
      async run({ id, note, slots }, { staff }) {
        await closeHandoff(desk, staff, handoffId(id), { note, slots: slots ?? {} })
        return OK
      },
    }),
    rawRoute({
      method: 'get',
      path: '/attachments/:id',
      summary: 'A photo or voice message; each opening is written down',
      access,
      input: byIdSchema,
      output: byIdSchema,
      also: 'application/octet-stream',
      async run({ id }, { staff }) {
        const { type, bytes } = await openStaffAttachment(desk, staff, branded<AttachmentId>(id))
        return new Response(new Uint8Array(bytes), {
          headers: { 'content-type': type, 'content-security-policy': "default-src 'none'; sandbox" },
        })
      },
    }),
  ]
}
