import type { SQL } from '../../../db/sql.ts'
import { tableOf } from '../../../db/table-of.ts'
import { type AlarmId, newId } from '../../core/ids.ts'
import type { Prepared } from './prepare-arrivals.ts'

/** Those among the events that raise an alarm, as a table `x`. */
export function criesOf(prepared: readonly Prepared[]): SQL {
  const cries = prepared.flatMap(({ arrival: { danger } }, place) =>
    danger?.level === 'alarm' ? { class: danger.classes[0], silent: danger.silent, event: place + 1 } : [],
  )
  return tableOf('x', {
    event: { type: 'int', values: cries.map(one => one.event) },
    alarm: { type: 'uuid', values: cries.map(() => newId<AlarmId>()) },
    class: { type: 'text', values: cries.map(one => one.class) },
    silent: { type: 'bool', values: cries.map(one => one.silent) },
  })
}
