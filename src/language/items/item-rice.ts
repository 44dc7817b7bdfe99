import type { Span } from '../pack.ts'
import type { ItemIndex } from './item-index.ts'
import type { Mention } from './item-mentions.ts'

const N = '[一二两三四五六七八九十俩仨0-9]'
/** By the bowl 饭 is rice: 饭两碗, 再来碗饭. */
const BOWL = new RegExp(
  `(?:${N}|[来要加添])[大小]?碗(饭)(?![店馆点盒团])|(?<![早午晚中盖炒烩拌焖订送吃做稀])(饭)${N}[大小]?碗`,
)
/** 吃了两碗饭 orders none. */
const EATEN = /[吃喝](?:了|完|过|罢)/

export function findRice(dense: string, { names }: ItemIndex, isFree: (span: Span) => boolean): readonly Mention[] {
  const match = BOWL.exec(dense)
  if (match === null || EATEN.test(dense.slice(0, match.index))) return []
  const from = match.index + match[0].indexOf('饭')
  const meaning = names.find(([name]) => name === '米饭')?.[1] ?? names.find(([name]) => name.endsWith('米饭'))?.[1]
  return meaning === undefined || !isFree({ from, to: from + 1 }) ? [] : [{ from, to: from + 1, meaning }]
}
