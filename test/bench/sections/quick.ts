import { type Comparison, compare, comparisonTables } from '../compare.ts'
import type { Stage } from '../stage.ts'

const COMPARISON: Comparison = {
  row: 'options',
  inFlight: [64, 512],
  warmMs: 3_000,
  measureMs: 3_000,
  pgbenchSeconds: 2,
}

/** Two minutes, for whoever works on the desk's speed. */
export async function quick(stage: Stage): Promise<string> {
  const contenders = [await stage.peer('telegraf'), await stage.desk()]
  return comparisonTables(await compare(stage, contenders, COMPARISON), contenders, COMPARISON)
}
