import { acceptedAt, firstSentAt, type History, type Invariant, type SentEvent } from '../history.ts'

export const orderKept: Invariant = {
  name: 'order is kept',
  check(history) {
    const places = placesInTalk(history)
    // Kept on the disk of one process while another stored what came next: order is promised within a machine.
    const elsewhere = history.processes > 1 ? history.spooled : new Set<string>()
    return [...Map.groupBy(history.events, event => event.who).values()].flatMap(own =>
      own.flatMap(first =>
        own
          .filter(
            second =>
              mustFollow(first, second) &&
              !elsewhere.has(first.key) &&
              (places.get(first.key) ?? 0) > (places.get(second.key) ?? 0),
          )
          .map(second => `${first.who}: ${first.key} was accepted before ${second.key} was sent, and stands behind it`),
      ),
    )
  },
}

/** In the platform's order too: among those that wait together it may be that one that decides. */
function mustFollow(first: SentEvent, second: SentEvent): boolean {
  const accepted = acceptedAt(first)
  return first.place < second.place && accepted !== null && accepted <= firstSentAt(second)
}

/** Where each event's line stands in its talk. What has none was not handled, which is another's finding. */
function placesInTalk({ rows }: History): ReadonlyMap<string, number> {
  const keys = new Map(rows.inbound.map(row => [row.id, row.key]))
  return new Map(
    rows.messages.flatMap(({ author, inbound }, place) => {
      const key = author === 'resident' && inbound !== null ? keys.get(inbound) : undefined
      return key === undefined ? [] : [[key, place + 1] as const]
    }),
  )
}
