import { EMPTY_TALK, type OpenQuestion, type Talk } from './talk.ts'

/** Asked by the desk out of care for whoever is there: their answer, or their silence, still counts. */
const CARE: readonly OpenQuestion['asker']['kind'][] = ['danger_check', 'can_speak', 'unwell']

/**
 * The talk as somebody else finds it: nothing that was going on, set aside, said or done is left in it. The serial stays,
 * so that an option shown before never acts.
 */
export function forgetTalk({ serial, open, due, cards, unwellAsked, newsStopped, greeted }: Talk): Talk {
  return {
    ...EMPTY_TALK,
    serial,
    open: open && CARE.includes(open.asker.kind) ? open : null,
    due: due.filter(one => one.kind === 'danger_check'),
    cards,
    unwellAsked,
    newsStopped,
    greeted,
  }
}
