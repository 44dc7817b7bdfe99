import type { Reading } from '../core/reading.ts'
import { flowOf, type Run, stepOf, topFrame } from './run.ts'
import type { OpenQuestion } from './talk.ts'

/** 算了不订了 where a no fetches a person: nobody is fetched for somebody who wants nothing any more. */
export function givesUp(run: Run, { asker }: OpenQuestion, { slots, command, intents }: Reading): boolean {
  const isSaid = command === 'cancel' || intents.some(({ intent }) => intent === 'cancel')
  return slots.yesNo === 'no' && isSaid && asker.kind === 'confirm' && isNoForPerson(run)
}

function isNoForPerson(run: Run): boolean {
  const frame = topFrame(run)
  if (!frame) return false
  const step = stepOf(run, frame)
  return step.kind === 'confirm' && flowOf(run, frame).definition.steps[step.refused]?.kind === 'handoff'
}
