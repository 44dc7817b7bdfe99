import { acceptedAt, firstSentAt, type History, type Invariant, type Moment } from '../history.ts'

export const silentWhileStaffOwn: Invariant = {
  name: 'the bot says nothing while staff own the talk',
  check(history) {
    const { rows, events } = history
    const keys = new Map(rows.inbound.map(row => [row.id, row.key]))
    const answered = new Set(
      rows.messages.filter(message => message.author === 'bot').map(message => keys.get(message.inbound ?? -1)),
    )
    return rows.conversations.flatMap(talk => {
      const owned = ownedTimes(history, talk.id)
      return events
        .filter(event => event.who === talk.who && !event.cry && answered.has(event.key))
        .filter(event =>
          owned.some(time => time.from <= firstSentAt(event) && (acceptedAt(event) ?? Infinity) < time.until),
        )
        .map(event => `${event.who}: ${event.key} was answered by the bot while staff had the talk`)
    })
  },
}

/** From the yes to a claim until somebody first asks to give it away again. */
function ownedTimes({ rows, acts }: History, conversation: string) {
  const handoffs = rows.handoffs.filter(handoff => handoff.conversation === conversation).map(handoff => handoff.id)
  const own = acts.filter(act => handoffs.includes(act.handoff))
  const ends = own.filter(({ act }) => act === 'close' || act === 'transfer').map(firstSentAt)
  return own.flatMap((act): { from: Moment; until: Moment }[] => {
    const from = act.act === 'claim' ? acceptedAt(act) : null
    if (from === null) return []
    return [{ from, until: Math.min(...ends.filter(end => end >= from), Infinity) }]
  })
}
