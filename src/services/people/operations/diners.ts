import * as z from 'zod'
import type { Vault } from '../../../../db/vault.ts'
import { branded, type ContactId } from '../../../core/ids.ts'
import { inLanguage } from '../../../core/language.ts'
import type { Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import { phrase } from '../../phrase.ts'
import { loadPeople } from '../load-people.ts'
import { activeMandates, allows, SCOPES } from '../mandates.ts'

/** Whom the one who chats may act for, meals unless said otherwise: oneself once there is a profile, and elders by mandate. */
export const dinersOperation = (ports: { readonly vault: Vault }) =>
  defineOperation({
    name: 'people.diners',
    rank: 5,
    readsOnly: true,
    input: z.object({ scope: z.enum(SCOPES).nullish() }),
    outcomes: {
      /** Nobody else: for oneself. */
      oneself: z.object({}),
      several: z.object({
        people: z.array(z.object({ id: z.string(), label: z.string(), also: z.array(z.string()) })),
      }),
      /** No profile yet, and no mandate. */
      unknown: z.object({}),
    },
    async run(tx, calls) {
      const contacts = calls.map(call => call.contact)
      const [mandates, selves] = await Promise.all([
        activeMandates(tx, contacts),
        loadPeople(ports.vault, tx, contacts),
      ])
      const elders = mandates.map(one => branded<ContactId>(one.elderId))
      const people = new Map([...selves, ...(await loadPeople(ports.vault, tx, elders))])
      return calls.map((call): Outcome => {
        const elders = mandates
          .filter(one => allows(one, call.input.scope ?? 'order_meals', { relative: call.contact, at: call.arrivedAt }))
          .flatMap(one => people.get(branded<ContactId>(one.elderId)) ?? [])
        const self = people.get(call.contact)
        if (elders.length === 0) return { name: self ? 'oneself' : 'unknown', output: {} }
        const others = elders.map(elder => {
          const name = inLanguage(elder.form ?? elder.name, call.language)
          return { id: elder.id, label: name, also: Object.values(elder.name).filter(word => word !== undefined) }
        })
        const oneself = { id: 'self', label: phrase(call.language, 'self'), also: [] }
        return { name: 'several', output: { people: [...others, oneself] } }
      })
    },
  })
