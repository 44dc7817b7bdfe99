import { acceptedAt, type Invariant } from '../history.ts'

export const openAgain: Invariant = {
  name: 'after the storm the door is open, and who was asked to end has ended well',
  check({ events, acts, exits, fallen }) {
    return [
      ...(fallen > 0 ? [`${fallen} processes ended that nobody had asked to`] : []),
      ...events.filter(event => acceptedAt(event) === null).map(event => `${event.key} was never accepted`),
      ...acts
        .filter(({ attempts }) => attempts.every(({ status }) => status === null || status >= 500))
        .map(({ act, handoff }) => `to ${act} hand-off ${handoff} was never answered`),
      ...exits.filter(code => code !== 0).map(code => `a process that was asked to end ended with ${code}`),
    ]
  },
}
