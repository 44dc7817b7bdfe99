import { givenTable } from '../../../db/table-of.ts'
import { type AlarmId, newId } from '../../core/ids.ts'
import type { Prepared } from './prepare-arrivals.ts'

/** Those among the events that raise an alarm. */
export const CRIES = givenTable('x', { event: 'int', alarm: 'uuid', class: 'text', silent: 'bool' })

export function criesOf(prepared: readonly Prepared[]) {
  const cries = prepared.flatMap(({ arrival: { danger } }, place) =>
    danger?.level === 'alarm' ? { class: danger.classes[0], silent: danger.silent, event: place + 1 } : [],
  )
  return CRIES.given({
    event: cries.map(one => one.event),
    alarm: cries.map(() => newId<AlarmId>()),
    class: cries.map(one => one.class),
    silent: cries.map(one => one.silent),
  })
}
