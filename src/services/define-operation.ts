import type * as z from 'zod'
import type { Tx } from '../../db/database.ts'
import type { Operation, OperationCall, Outcome } from '../core/operation.ts'

interface Definition<Input extends z.ZodType> {
  readonly name: string
  readonly rank: number
  readonly reserves?: boolean
  readonly readsOnly?: boolean
  readonly input: Input
  readonly outcomes: Readonly<Record<string, z.ZodType>>
  run(tx: Tx, calls: readonly OperationCall<z.infer<Input>>[]): Promise<readonly Outcome[]>
}

/** Parses what flows hand over at the border; inside, inputs are typed. */
export function defineOperation<Input extends z.ZodType>(definition: Definition<Input>): Operation<Tx> {
  const { name, rank, reserves = false, readsOnly = false, input, outcomes, run } = definition
  return {
    name,
    rank,
    reserves,
    readsOnly,
    input,
    outcomes,
    run: (tx, calls) =>
      run(
        tx,
        calls.map(call => ({ ...call, input: input.parse(call.input) })),
      ),
  }
}
