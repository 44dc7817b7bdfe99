import * as z from 'zod'
import { wechatError } from './wechat-errors.ts'

const bytes = (text: string) => Buffer.byteLength(text)
const leaf = z.object({ type: z.string(), name: z.string(), key: z.string().optional(), url: z.string().optional() })
const button = z.union([leaf, z.object({ name: z.string(), sub_button: z.array(leaf) })])
const created = z.object({ button: z.array(button) })

type Button = z.infer<typeof button>

export interface WechatMenuStore {
  create(body: unknown): object
  info(): object
}

/** https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu */
export function wechatMenuStore(): WechatMenuStore {
  let buttons: readonly Button[] = []
  return {
    create(body) {
      const { data } = created.safeParse(body)
      if (!data) return wechatError('data_malformed')
      if (data.button.length < 1 || data.button.length > 3) return wechatError('button_count')
      if (data.button.some(each => bytes(each.name) > 16)) return wechatError('button_name')
      const below = data.button.flatMap(each => ('sub_button' in each ? [each.sub_button] : []))
      if (below.some(each => each.length < 1 || each.length > 5)) return wechatError('sub_button_count')
      if (below.flat().some(each => bytes(each.name) > 60)) return wechatError('sub_button_name')
      const leaves = data.button.flatMap(each => ('sub_button' in each ? each.sub_button : [each]))
      if (leaves.some(each => bytes(each.key ?? '') > 128)) return wechatError('button_key')
      buttons = data.button
      return { errcode: 0, errmsg: 'ok' }
    },
    info: () => ({
      is_menu_open: buttons.length > 0 ? 1 : 0,
      selfmenu_info: {
        button: buttons.map(each =>
          'sub_button' in each ? { name: each.name, sub_button: { list: each.sub_button } } : each,
        ),
      },
    }),
  }
}
