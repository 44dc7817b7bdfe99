import * as z from 'zod'
import { contact } from '../../../../db/schema/index.ts'
import { eq } from '../../../../db/sql.ts'
import type { Vault } from '../../../../db/vault.ts'
import type { Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import { openProfiles } from '../load-people.ts'

/** The person's own answer to whether they bear something badly; an empty list is "none". */
export const saveAllergiesOperation = (ports: { readonly vault: Vault }) =>
  defineOperation({
    name: 'people.save_allergies',
    rank: 30,
    input: z.object({ allergies: z.array(z.string()) }),
    outcomes: { saved: z.object({}), unknown: z.object({}) },
    async run(tx, calls) {
      const outcomes: Outcome[] = []
      for (const { input, contact: id } of calls) {
        const known = (await openProfiles(ports.vault, tx, [id])).get(id)
        const key = (await ports.vault.keys(tx, [id])).get(id)
        if (!known || !key) {
          outcomes.push({ name: 'unknown', output: {} })
          continue
        }
        const profile = { ...known.profile, allergies: { asked: true, codes: input.allergies } }
        await tx
          .update(contact)
          .set({ profile: ports.vault.seal(key, profile) })
          .where(eq(contact.id, id))
        outcomes.push({ name: 'saved', output: {} })
      }
      return outcomes
    },
  })
