import * as z from 'zod'
import type { Finding } from '../../src/core/channel-setup.ts'
import { type Ask, failed, isOk, read } from './ask-line.ts'
import type { LineAnswer, Unreachable } from './request-line.ts'
import { isOurs, type RichMenu, richMenuToCreate } from './rich-menu.ts'

const made = z.object({ richMenuId: z.string() })
const list = z.object({ richmenus: z.array(made.extend({ name: z.string() })) })
const SHOWN: Finding = { ok: true, code: 'menu-set' }

/**
 * Makes the menu, gives it its picture, shows it to everybody, and then removes what was ours before: an end in between
 * leaves the former one shown, and what was half made goes the next time.
 */
export async function setMenu(ask: Ask, askData: Ask, menu: RichMenu): Promise<Finding> {
  const before = await found(ask)
  if ('ok' in before) return before
  const wanted = richMenuToCreate(menu)
  const there = before.ours.find(one => one.name === wanted.name && one.richMenuId === before.shown)
  const id = there?.richMenuId ?? (await show(ask, askData, wanted, menu))
  if (typeof id !== 'string') return id
  for (const { richMenuId } of before.ours.filter(one => one.richMenuId !== id)) {
    const removed = await ask({ method: 'DELETE', path: `/v2/bot/richmenu/${encodeURIComponent(richMenuId)}` })
    if (!isOk(removed)) return refused(removed)
  }
  return SHOWN
}

export async function checkMenu(ask: Ask, menu: RichMenu): Promise<Finding> {
  const before = await found(ask)
  if ('ok' in before) return before
  if (before.shown === null) return { ok: false, code: 'menu-missing' }
  const { name } = richMenuToCreate(menu)
  const isShown = before.ours.some(one => one.name === name && one.richMenuId === before.shown)
  return isShown ? { ok: true, code: 'menu-shown' } : { ok: false, code: 'menu-differs' }
}

interface Menus {
  readonly ours: readonly { readonly richMenuId: string; readonly name: string }[]
  /** To everybody; null: none that was made by a call. */
  readonly shown: string | null
}

async function found(ask: Ask): Promise<Menus | Finding> {
  const all = await ask({ method: 'GET', path: '/v2/bot/richmenu/list' })
  const ours = read(all, list)?.richmenus.filter(one => isOurs(one.name))
  if (!ours) return failed(all)
  const shown = await ask({ method: 'GET', path: '/v2/bot/user/all/richmenu' })
  if (shown.kind === 'answered' && shown.status === 404) return { ours, shown: null }
  const id = read(shown, made)?.richMenuId
  return id === undefined ? failed(shown) : { ours, shown: id }
}

async function show(
  ask: Ask,
  askData: Ask,
  body: ReturnType<typeof richMenuToCreate>,
  { picture }: RichMenu,
): Promise<string | Finding> {
  const answer = await ask({ method: 'POST', path: '/v2/bot/richmenu', body })
  const id = read(answer, made)?.richMenuId
  if (id === undefined) return refused(answer)
  const named = encodeURIComponent(id)
  const given = await askData({ method: 'POST', path: `/v2/bot/richmenu/${named}/content`, picture })
  if (!isOk(given)) return refused(given)
  const shown = await ask({ method: 'POST', path: `/v2/bot/user/all/richmenu/${named}` })
  return isOk(shown) ? id : refused(shown)
}

/** Their no to what we asked for, or a trouble of any call. */
function refused(answer: LineAnswer | Unreachable): Finding {
  const isNo = answer.kind === 'answered' && [400, 404, 413, 415].includes(answer.status)
  return isNo ? { ok: false, code: 'menu-refused', detail: String(answer.status) } : failed(answer)
}
