import type { Span } from '../pack.ts'

/** 那年八月十五崴了脚: long ago. */
const LONG_AGO =
  /(?:那一?年|当年|[去前]年|有一?年|头年|(?:19|一九|(?<![0-9零〇一二三四五六七八九十]))[5-9五六七八九][0-9零〇一二三四五六七八九]年|小时候|年轻(?:时|那会儿?))(?:的|[我俺过]|那会儿?|[每一]到)?$/
/** 剩下的明儿馏馏吃 */
const LEFT_OVER = /(?:剩下?的?|剩的|余下的?|富余的?|吃不完的?|留着|多的)(?:就|搁|放|到|等)?$/
const EATEN = /^.{0,4}(?:吃|喝|[热馏蒸]一?[热馏蒸下]|再说)/

/** Long ago, or for what is left over. */
export function isOnlyTold(dense: string, { from, to }: Span): boolean {
  const before = dense.slice(Math.max(0, from - 8), from)
  return LONG_AGO.test(before) || (LEFT_OVER.test(before) && EATEN.test(dense.slice(to, to + 8)))
}

/** 下个礼拜天吧，这个礼拜天俺得去教堂: why not on that day. */
const ONES_OWN =
  /^(?:[早晚]上|[上中下]午|晌午)?(?:[我俺咱](?!要)|[我俺](?:们|妈|爹|爸|娘)|老伴|闺女|儿子)(?:还|就|已经)?(?:[得要]去|得[回出上赶接量打住陪走]|有[课事客约]|约了|去(?![了吧])|不在|没空|没工夫|住院|出门|上课)/

/** On that day there is something else. */
export function isOnesOwn(dense: string, { to }: Span): boolean {
  return ONES_OWN.test(dense.slice(to, to + 8))
}
