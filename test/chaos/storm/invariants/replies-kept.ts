import { acceptedAt, type Invariant } from '../history.ts'

export const repliesKept: Invariant = {
  name: 'what staff write stands in the talk once',
  check({ acts, rows }) {
    return acts
      .filter(act => act.act === 'reply')
      .flatMap(act => {
        const found = rows.messages.filter(message => message.author === 'staff' && message.words === act.text).length
        if (found > 1) return [`the reply ${act.text} stands there ${found} times`]
        return acceptedAt(act) !== null && found === 0 ? [`the reply ${act.text} was accepted, and is not there`] : []
      })
  },
}
