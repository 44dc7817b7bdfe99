import { answerDangerCheck } from './danger.ts'
import { park, waitDues } from './park.ts'
import { closeQuestion } from './question.ts'
import { deskText, goTo, type Run, say, titleOf } from './run.ts'
import type { Talk } from './talk.ts'
import { wake } from './wake.ts'

/** Every timer whose time has come, in order; one that calls an operation leaves the rest for the next sweep. */
export function onDue(run: Run): void {
  const { now } = run
  const next = [...run.talk.due].sort((a, b) => a.at - b.at).find(due => due.at <= now)
  if (next) fire(run, next)
}

function fire(run: Run, due: Talk['due'][number]): void {
  run.talk.due = run.talk.due.filter(one => one !== due)
  switch (due.kind) {
    case 'remind':
      remind(run)
      return
    case 'expire':
      expire(run)
      return
    case 'danger_check':
      answerDangerCheck(run, null, null)
      return
    case 'wait':
      wakeDue(run)
      return
  }
}

function remind(run: Run): void {
  const [root] = run.talk.frames
  const flow = root && run.book.version(root.version)
  if (!flow) return
  const { open, newsStopped } = run.talk
  if (flow.definition.silence.after !== undefined && open) {
    const { text, options, serial } = open
    run.effects.push({ kind: 'say', text, card: null, options, serial, urgent: false })
  } else if (!newsStopped) say(run, deskText('reminder', { title: titleOf(flow) }))
}

/** The draft is set aside, or its flow goes on where it says what silence means. */
function expire(run: Run): void {
  const [root] = run.talk.frames
  const after = root && run.book.version(root.version)?.definition.silence.after
  if (!root || after === undefined) {
    park(run, 'silence')
    return
  }
  run.talk.frames = [root]
  closeQuestion(run)
  goTo(run, after)
}

function wakeDue(run: Run): void {
  const parked = run.talk.parked.find(one => one.until !== null && one.until <= run.now)
  run.talk.due = [...run.talk.due.filter(one => one.kind !== 'wait'), ...waitDues(run)]
  if (parked) wake(run, parked, null)
}
