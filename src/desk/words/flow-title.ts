import type { Shelf } from '../shelf.ts'

/** What a flow is called, as staff read it; null: there is none of this name any more. */
export function flowTitle(name: string | null, shelf: Pick<Shelf, 'book' | 'texts'>): string | null {
  const flow = name === null ? null : shelf.book().current(name)
  if (!flow) return null
  const ref = { flow: flow.hash, key: flow.definition.title, params: {} }
  return shelf.texts().render(ref, { language: 'zh-CN', largeType: false })
}
