import * as z from 'zod'
import type { Tx } from './database.ts'
import type { SQL } from './sql.ts'

/** The rows of a hand-written statement, parsed: the drivers differ in some types. */
export async function rows<T>(tx: Tx, statement: SQL, row: z.ZodType<T>): Promise<T[]> {
  return answered(await tx.execute(statement)).map(each => row.parse(each))
}

/** postgres.js gives the rows themselves. */
function answered(result: unknown): readonly unknown[] {
  if (Array.isArray(result)) return result
  return wrapped.parse(result).rows
}

const wrapped = z.object({ rows: z.array(z.unknown()) })

// In a union what comes mostly stands first: what another option refused costs as much as a row.

/** A bigint or count column is a number on both, below 2^53; a numeric one is text. */
export const wholeNumber = z.union([z.int(), z.string().transform(Number).pipe(z.int())])

/** A timestamptz column: text with its offset on both. */
export const moment = z.string().transform(value => new Date(value))

/** A bytea column. */
export const sealedBytes = z.instanceof(Uint8Array)
