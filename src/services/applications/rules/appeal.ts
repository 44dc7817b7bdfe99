import * as z from 'zod'
import type { ApplicationBook } from '../data/application-book.ts'

const way = z.object({ to: z.string(), event: z.string(), actor: z.string() })
export type AppealWay = z.infer<typeof way>

/** `first`: how an appeal begins with this status. Without ways it is over. */
const appealData = z.object({ first: way.optional(), ways: z.array(way) })

type Words = Pick<ApplicationBook, 'word'>

/** Where an appeal that stands here may be brought; null: it is none. */
export function waysOfAppeal(book: Words, status: string): readonly AppealWay[] | null {
  const word = book.word('appeal', status)
  return word ? appealData.parse(word.data).ways : null
}

/** The step to this status; `from` null: it begins. Missing: it is not legal. */
export function wayOfAppeal(book: Words, from: string | null, to: string): AppealWay | undefined {
  if (from !== null) return waysOfAppeal(book, from)?.find(one => one.to === to)
  const word = book.word('appeal', to)
  return word && appealData.parse(word.data).first
}
