import { expect, test } from 'vitest'
import { ENGINES } from '../../database.ts'
import { FAULTS, type FaultKind } from './faults.ts'
import { MANNERS, planOf } from './plan.ts'

test('the same seed makes the same plan, another one another', () => {
  expect(planOf(7, 'postgres', 2)).toEqual(planOf(7, 'postgres', 2))
  expect(planOf(7, 'postgres', 2)).not.toEqual(planOf(8, 'postgres', 2))
})

test.each(ENGINES)('over 50 seeds each fault of %s is planned several times, and no other', engine => {
  const plans = Array.from({ length: 50 }, (_, seed) => planOf(seed, engine, 2))
  const planned = Map.groupBy(
    plans.flatMap(plan => plan.faults),
    fault => fault.name,
  )
  const kinds: readonly (readonly [string, FaultKind])[] = Object.entries(FAULTS)
  const possible = kinds.filter(([, kind]) => kind.engines.includes(engine)).map(([name]) => name)
  expect([...planned.keys()].toSorted()).toEqual(possible.toSorted())
  for (const [name, faults] of planned) expect(faults.length, name).toBeGreaterThanOrEqual(5)
  const manners = new Set(plans.flatMap(plan => plan.people.flatMap(one => one.lines.map(line => line.manner))))
  expect([...manners].toSorted()).toEqual([...MANNERS].toSorted())
})
