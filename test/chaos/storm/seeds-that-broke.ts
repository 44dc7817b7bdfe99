import type { Engine } from '../../database.ts'

/** Each once broke an invariant, and is played again in every run. */
export const SEEDS_THAT_BROKE: Readonly<Record<Engine, readonly number[]>> = {
  postgres: [1001, 2001, 4008, 5055, 5175, 6153, 13044, 14032],
  pglite: [],
}
