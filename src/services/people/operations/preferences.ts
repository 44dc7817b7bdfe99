import * as z from 'zod'
import { contact, conversation } from '../../../../db/schema/index.ts'
import { eq, sql } from '../../../../db/sql.ts'
import type { ConversationId } from '../../../core/ids.ts'
import { LANGUAGES } from '../../../core/language.ts'
import { defineOperation } from '../../define-operation.ts'

/** The language in which the desk answers from now on, this turn included. */
export const setLanguageOperation = () =>
  defineOperation({
    name: 'people.set_language',
    rank: 31,
    input: z.object({ language: z.enum(LANGUAGES) }),
    outcomes: { set: z.object({}) },
    async run(tx, calls) {
      for (const { input, conversation: id } of calls) {
        await tx
          .update(contact)
          .set({ language: input.language })
          .where(eq(contact.id, chatting(id)))
      }
      return calls.map(({ input }) => ({ name: 'set', output: {}, person: { language: input.language } }))
    },
  })

export const setLargeTypeOperation = () =>
  defineOperation({
    name: 'people.set_large_type',
    rank: 32,
    input: z.object({ large: z.boolean() }),
    outcomes: { set: z.object({}) },
    async run(tx, calls) {
      for (const { input, conversation: id } of calls) {
        await tx
          .update(contact)
          .set({ largeType: input.large })
          .where(eq(contact.id, chatting(id)))
      }
      return calls.map(({ input }) => ({ name: 'set', output: {}, person: { largeType: input.large } }))
    },
  })

/** Not the one who speaks: somebody who writes from two places may want them apart. */
const chatting = (id: ConversationId) =>
  sql`(select ${conversation.contactId} from ${conversation} where ${conversation.id} = ${id})`
