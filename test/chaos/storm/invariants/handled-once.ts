import { acceptedAt, type Invariant } from '../history.ts'

/** Of residents' own words: what they are in the talk. */
const SPOKEN = ['text', 'choice', 'media', 'location', 'phone']

export const handledOnce: Invariant = {
  name: 'each inbound is handled once',
  check({ events, rows }) {
    const stored = Map.groupBy(rows.inbound, row => row.key)
    const lines = Map.groupBy(
      rows.messages.filter(message => message.author === 'resident'),
      message => message.inbound,
    )
    return [
      ...events.flatMap(event => {
        const found = stored.get(event.key)?.length ?? 0
        if (found > 1) return [`${event.key} is stored ${found} times`]
        return acceptedAt(event) !== null && found === 0 ? [`${event.key} was accepted, and is not stored`] : []
      }),
      ...rows.inbound.filter(row => !row.handled).map(row => `${row.key} was never handled`),
      ...rows.inbound.flatMap(row => {
        const found = lines.get(row.id)?.length ?? 0
        const wanted = SPOKEN.includes(row.kind) ? 1 : 0
        return row.handled && found !== wanted ? [`${row.key} stands in its talk ${found} times`] : []
      }),
    ]
  },
}
