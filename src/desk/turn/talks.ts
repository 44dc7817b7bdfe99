import { givenTable } from '../../../db/table-of.ts'

/** Conversations that a statement is about, in the order given. */
export const TALKS = givenTable('t', { id: 'uuid' })
