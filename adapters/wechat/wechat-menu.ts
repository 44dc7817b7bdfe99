import * as z from 'zod'
import { menuKey } from './menu-key.ts'

/** A button of the account's menu: says words for whoever presses it, opens a page, or opens up to five more. */
export type MenuButton =
  | { readonly name: string; readonly says: string }
  | { readonly name: string; readonly url: string }
  | { readonly name: string; readonly buttons: readonly MenuButton[] }

/** The form of https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu */
export function menuToCreate(buttons: readonly MenuButton[]): unknown {
  return { button: buttons.map(toCreate) }
}

function toCreate(button: MenuButton): unknown {
  if ('says' in button) return { type: 'click', name: button.name, key: menuKey(button.says) }
  if ('url' in button) return { type: 'view', name: button.name, url: button.url }
  return { name: button.name, sub_button: button.buttons.map(toCreate) }
}

const flat = z.looseObject({ name: z.string(), key: z.string().optional(), url: z.string().optional() })
const shown = z.looseObject({
  is_menu_open: z.number(),
  selfmenu_info: z.looseObject({
    button: z.array(flat.extend({ sub_button: z.looseObject({ list: z.array(flat) }).optional() })).optional(),
  }),
})

/** https://developers.weixin.qq.com/doc/service/api/custommenu/api_getcurrentselfmenuinfo */
export function isMenuShown(info: unknown, buttons: readonly MenuButton[]): boolean {
  const { data } = shown.safeParse(info)
  if (data?.is_menu_open !== 1) return false
  const there = (data.selfmenu_info.button ?? []).map(({ name, key, url, sub_button }) => [
    name,
    sub_button ? sub_button.list.map(one => [one.name, one.key ?? one.url]) : (key ?? url),
  ])
  return JSON.stringify(there) === JSON.stringify(buttons.map(toCompare))
}

function toCompare(button: MenuButton): unknown {
  if ('says' in button) return [button.name, menuKey(button.says)]
  return [button.name, 'url' in button ? button.url : button.buttons.map(toCompare)]
}
