import type { FinalRows, MessageRow, Span } from '../final-rows.ts'
import type { HeardMessage, History, Invariant } from '../history.ts'

/** The platform with a retry key, and with a reply token that is good once: nothing arrives there twice. */
const ONCE = 'line/'

export const sentOrFailed: Invariant = {
  name: 'every outgoing message is sent, or visibly failed',
  check({ rows, heard, readers, faults }) {
    // A reply that was said and not heard of, whose token's life a clock then jumped over, looks like one never said.
    const tokensLive = !faults.some(fault => fault.name === 'clocks jump forward')
    const waiting = rows.outbox.filter(row => !row.answered && !isBehindShut(rows, row))
    return [
      ...waiting.map(row => `message ${row.from} of ${whoIs(rows, row.conversation)} still waits to be sent`),
      ...rows.conversations
        .filter(talk => readers.includes(talk.who))
        .flatMap(talk => {
          const own = heard.filter(message => message.who === talk.who)
          const said = rows.messages.filter(
            message =>
              message.conversation === talk.id &&
              message.author !== 'resident' &&
              !hasFailed(rows, message) &&
              !isShut(rows, message),
          )
          const twice = tokensLive && talk.who.startsWith(ONCE) ? saidTwice(talk.who, own, said) : []
          return [...neverHeard(talk.who, own, said), ...twice]
        }),
    ]
  },
}

/** What is first looked for in all that was heard: the words that no channel draws in another way. */
export function beginningOf({ words }: Pick<MessageRow, 'words'>): string {
  // As it stands inside JSON.
  return JSON.stringify(words.split('\n', 1)[0]?.slice(0, 20) ?? '').slice(1, -1)
}

function neverHeard(who: string, heard: readonly HeardMessage[], said: readonly MessageRow[]): readonly string[] {
  return said
    .filter(message => !heard.some(({ words }) => words.includes(beginningOf(message))))
    .map(message => `${who} never got message ${message.id}: ${beginningOf(message)}`)
}

function saidTwice(who: string, heard: readonly HeardMessage[], said: readonly MessageRow[]): readonly string[] {
  return [...Map.groupBy(heard, message => message.words)].flatMap(([words, times]) => {
    const wanted = said.filter(message => words.includes(beginningOf(message))).length
    return times.length > wanted ? [`${who} got ${times.length} times what was said ${wanted} times: ${words}`] : []
  })
}

function hasFailed({ failures }: History['rows'], { id, conversation }: MessageRow): boolean {
  return failures.some(failure => failure.conversation === conversation && covers(failure, id))
}

/** The platform takes it once that person has written again, and staff see the first of what waits for that. */
export function isShut({ outbox }: History['rows'], { id, conversation }: MessageRow): boolean {
  return outbox.some(
    row => row.conversation === conversation && covers(row, id) && isBehindShut({ outbox }, row) && !row.answered,
  )
}

/** Nothing overtakes in a talk. */
function isBehindShut({ outbox }: Pick<FinalRows, 'outbox'>, row: FinalRows['outbox'][number]): boolean {
  return outbox.some(one => one.shut && one.conversation === row.conversation && one.from <= row.from)
}

const covers = ({ from, until }: Span, id: number) => from <= id && id <= until

const whoIs = ({ conversations }: FinalRows, id: string) => conversations.find(talk => talk.id === id)?.who ?? id
