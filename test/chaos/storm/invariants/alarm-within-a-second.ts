import { type AppliedFault, acceptedAt, type History, type Invariant, type Moment } from '../history.ts'

const SECOND = 1_000
/** After what kept it from working: the lease of whoever died with it in hand, and the pause after a failed call. */
const RECOVERED_MS = 3_000

export const alarmWithinASecond: Invariant = {
  name: 'an alarm goes out within a second',
  check(history) {
    const { events, rows } = history
    const ids = new Map(rows.inbound.map(row => [row.key, row.id]))
    return events
      .filter(event => event.cry)
      .flatMap(event => {
        const accepted = acceptedAt(event)
        if (accepted === null) return []
        const raised = rows.alarms.filter(alarm => alarm.inbound !== null && alarm.inbound === ids.get(event.key))
        const [alarm] = raised
        if (!alarm || raised.length > 1) return [`${event.key} raised ${raised.length} alarms`]
        return lateness(history, accepted, alarm.id).map(words => `the alarm of ${event.key} ${words}`)
      })
  },
}

function lateness({ calls, faults, crowding }: History, accepted: Moment, alarm: string): readonly string[] {
  const told = calls.filter(call => call.alarm === alarm && call.taken).map(call => call.at)
  const first = Math.min(...told)
  if (told.length === 0) return ['was never taken by ALARM_URL']
  const by = deadline(faults, accepted, SECOND * crowding)
  return first <= by
    ? []
    : [`came ${Math.round(first - accepted)} ms after it was accepted, ${Math.round(first - by)} late`]
}

/** A second from when it was accepted; later only where something was broken on its way. */
function deadline(faults: readonly AppliedFault[], accepted: Moment, second: number): Moment {
  let by = accepted + second
  const hindrances = faults.filter(fault => fault.hinders !== 'nothing').toSorted((a, b) => a.from - b.from)
  for (const { from, until } of hindrances) {
    if (from <= by && until >= accepted) by = Math.max(by, until + RECOVERED_MS)
  }
  return by
}
