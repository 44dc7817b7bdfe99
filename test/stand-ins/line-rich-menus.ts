import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { LineReply } from './line-routes.ts'

export interface LineRichMenus {
  readonly made: Map<string, { readonly menu: RichMenuJson; picture: Uint8Array | null }>
  /** Shown to everybody; null: none. */
  shown: string | null
}

export const newRichMenus = (): LineRichMenus => ({ made: new Map(), shown: null })

const whole = (most: number) => z.int().min(0).max(most)
/** The limits of https://developers.line.biz/en/reference/messaging-api/#rich-menu-structure */
const richMenu = z
  .strictObject({
    size: z.strictObject({ width: z.int().min(800).max(2_500), height: z.int().min(250) }),
    selected: z.boolean(),
    name: z.string().min(1).max(300),
    chatBarText: z.string().min(1).max(14),
    areas: z
      .array(
        z.strictObject({
          bounds: z.strictObject({ x: whole(2_500), y: whole(1_686), width: whole(2_500), height: whole(1_686) }),
          action: z.strictObject({
            type: z.literal('message'),
            label: z.string().min(1).max(20),
            text: z.string().min(1).max(300),
          }),
        }),
      )
      .max(20),
  })
  .refine(({ size }) => size.width / size.height >= 1.45)
  .refine(({ size, areas }) =>
    areas.every(({ bounds: b }) => b.x + b.width <= size.width && b.y + b.height <= size.height),
  )
export type RichMenuJson = z.infer<typeof richMenu>

const PICTURE_MAX = 1_048_576
const OK: LineReply = { status: 200, body: {} }
const refuse = (status: number, message: string): LineReply => ({ status, body: { message } })
const UNKNOWN = refuse(404, 'richmenu not found')

interface Asked {
  readonly method: string
  readonly url: string
  readonly type: string | undefined
  readonly body: Buffer
}

/** https://developers.line.biz/en/reference/messaging-api/#rich-menu; null: no such endpoint. */
export function answerRichMenus(menus: LineRichMenus, asked: Asked): LineReply | null {
  const { method, url } = asked
  switch (`${method} ${url}`) {
    case 'POST /v2/bot/richmenu':
      return make(menus, asked.body)
    case 'GET /v2/bot/richmenu/list':
      return {
        status: 200,
        body: { richmenus: [...menus.made].map(([id, { menu }]) => ({ richMenuId: id, ...menu })) },
      }
    case 'GET /v2/bot/user/all/richmenu':
      return menus.shown === null
        ? refuse(404, 'no default richmenu')
        : { status: 200, body: { richMenuId: menus.shown } }
  }
  const [, content] = /^\/v2\/bot\/richmenu\/([\w-]+)\/content$/.exec(url) ?? []
  if (method === 'POST' && content) return upload(menus, content, asked)
  const [, everybodys] = /^\/v2\/bot\/user\/all\/richmenu\/([\w-]+)$/.exec(url) ?? []
  if (method === 'POST' && everybodys) return show(menus, everybodys)
  const [, one] = /^\/v2\/bot\/richmenu\/([\w-]+)$/.exec(url) ?? []
  return method === 'DELETE' && one ? remove(menus, one) : null
}

function make({ made }: LineRichMenus, body: Buffer): LineReply {
  const parsed = richMenu.safeParse(JSON.parse(body.toString()))
  if (!parsed.success) return refuse(400, 'The request body has 1 error(s)')
  const id = `richmenu-${randomBytes(16).toString('hex')}`
  made.set(id, { menu: parsed.data, picture: null })
  return { status: 200, body: { richMenuId: id } }
}

function upload({ made }: LineRichMenus, id: string, { type, body }: Asked): LineReply {
  const found = made.get(id)
  if (!found) return UNKNOWN
  if (found.picture) return refuse(400, 'An image has already been uploaded to the richmenu')
  if (type !== 'image/png' || body.readUInt32BE(0) !== 0x89504e47) return refuse(415, 'unsupported media type')
  if (body.length > PICTURE_MAX) return refuse(413, 'image size exceeds the limit')
  const { width, height } = found.menu.size
  // Behind the signature and the head of the first chunk.
  if (body.readUInt32BE(16) !== width || body.readUInt32BE(20) !== height)
    return refuse(400, 'must upload richmenu image of the same size')
  found.picture = body
  return OK
}

function show(menus: LineRichMenus, id: string): LineReply {
  const found = menus.made.get(id)
  if (!found) return UNKNOWN
  if (!found.picture) return refuse(400, 'must upload richmenu image before applying it to user')
  menus.shown = id
  return OK
}

function remove(menus: LineRichMenus, id: string): LineReply {
  if (!menus.made.delete(id)) return UNKNOWN
  if (menus.shown === id) menus.shown = null
  return OK
}
