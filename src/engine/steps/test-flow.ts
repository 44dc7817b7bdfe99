import { bookOf, type RehearsedTalk, rehearsedTalk } from '../rehearsed-talk.ts'

/** A flow of the steps and slots given, started by order_meal. */
export function flow(steps: string, more = '', name = 'main'): string {
  const keys = 'title a b c d e f g label sorry'.split(' ').map(key => `${key}: ${key}`)
  return `
format: flow/1
flow: ${name}
about: a test
title: title
${name === 'main' ? 'triggers: [{ intent: order_meal }]' : ''}
${more}
start: one
steps:
${steps}
texts: { zh-CN: { ${keys.join(', ')} } }
`
}

export function started(...yamls: string[]): RehearsedTalk {
  const talk = rehearsedTalk(bookOf(yamls))
  talk.wants('order_meal')
  return talk
}

export const END = '  out: { end: done, say: e }\n  lost: { end: dropped }'
