import * as z from 'zod'
import type { Tx } from './database.ts'
import type { SQL } from './sql.ts'

/** The rows of a hand-written statement, parsed: the drivers differ in some types. */
export async function rows<T>(tx: Tx, statement: SQL, row: z.ZodType<T>): Promise<T[]> {
  const result = resultShape.parse(await tx.execute(statement))
  return (Array.isArray(result) ? result : result.rows).map(each => row.parse(each))
}

/** postgres.js gives the rows themselves. */
const resultShape = z.union([z.array(z.unknown()), z.object({ rows: z.array(z.unknown()) })])

/** A bigint or count column: text on PostgreSQL, number on PGlite. Below 2^53. */
export const wholeNumber = z.union([z.number(), z.string(), z.bigint()]).transform(Number).pipe(z.int())

/** A timestamptz column: text with its offset on both. */
export const moment = z.union([z.date(), z.string()]).transform(value => new Date(value))

/** A bytea column. */
export const sealedBytes = z.instanceof(Uint8Array)
