import type { MessageRow } from '../final-rows.ts'
import type { HeardMessage, Invariant } from '../history.ts'
import { beginningOf, isShut } from './sent-or-failed.ts'

export const toldInOrder: Invariant = {
  name: 'what is said arrives in its order',
  check({ rows, heard, events }) {
    const cries = new Set(events.filter(event => event.cry).map(event => event.key))
    const urgent = new Set(rows.inbound.filter(row => cries.has(row.key)).map(row => row.id))
    return rows.conversations.flatMap(talk => {
      const own = heard.filter(message => message.who === talk.who)
      // An emergency waits behind nothing; what the platform keeps shut was not sent, though the same was said before.
      const said = rows.messages.filter(
        message =>
          message.conversation === talk.id &&
          message.author !== 'resident' &&
          !(message.inbound !== null && urgent.has(message.inbound)) &&
          !isShut(rows, message),
      )
      return outOfOrder(said, own).map(
        message => `${talk.who}: message ${message.id} came before what was said earlier: ${beginningOf(message)}`,
      )
    })
  },
}

/** What was heard may hold a message again; each must come, once at least, at or behind all that was said before it. */
function outOfOrder(said: readonly MessageRow[], heard: readonly HeardMessage[]): readonly MessageRow[] {
  let reached = 0
  return said.filter(message => {
    const isHere = ({ words }: HeardMessage) => words.includes(beginningOf(message))
    const ahead = heard.findIndex((one, i) => i >= reached && isHere(one))
    if (ahead >= 0) reached = ahead
    // Never heard at all: another's finding, or a failure that staff see.
    return ahead < 0 && heard.some(isHere)
  })
}
