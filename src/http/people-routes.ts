import * as z from 'zod'
import type { Tx } from '../../db/database.ts'
import { CallerError } from '../core/errors.ts'
import { branded, type ContactId, type ConversationId } from '../core/ids.ts'
import type { Staff } from '../core/staff.ts'
import { audit } from '../desk/audit.ts'
import { dossierOf } from '../desk/dossier.ts'
import { erasePerson } from '../desk/erase-person.ts'
import { givePerson } from '../desk/give-person.ts'
import { unbindTalk } from '../desk/unbind-talk.ts'
import { byIdSchema } from './api.ts'
import { type ApiRoute, jsonRoute } from './api-route.ts'
import type { HttpPorts } from './ports.ts'

const contactId = (id: string) => branded<ContactId>(id)

/** What a person may ask of those who keep their data: to have it, to have it gone, and that no other's chat is theirs. */
export function peopleRoutes({ desk, trades }: Pick<HttpPorts, 'desk' | 'trades'>): ApiRoute[] {
  return [
    jsonRoute({
      method: 'get',
      path: '/people/:id/data',
      summary: 'All that is kept of one person; each opening is written down',
      access: ['supervisor', 'administrator'],
      input: byIdSchema,
      output: z.looseObject({ contact: z.string() }),
      async run({ id }, { staff }) {
        const person = await within(desk.database.db, contactId(id), staff)
        await audit(desk.database.db, staff, 'person.give', { contact: person, subject: person })
        return givePerson(desk, trades, person)
      },
    }),
    jsonRoute({
      method: 'post',
      path: '/people/:id/erase',
      summary: 'Erase a person who asked for it, as far as the law allows',
      access: ['administrator'],
      input: byIdSchema,
      output: z.object({ kept: z.boolean() }),
      run: ({ id }, { staff }) =>
        desk.database.transaction(async tx => {
          const person = await within(tx, contactId(id), staff)
          await audit(tx, staff, 'person.erase', { contact: person, subject: person })
          return erasePerson(desk.vault, trades, tx, person, desk.now())
        }),
    }),
    jsonRoute({
      method: 'post',
      path: '/conversations/:id/unbind',
      summary: 'A code was told in the wrong chat: it is its own contact’s again; another call changes nothing',
      access: ['caseworker', 'supervisor'],
      input: byIdSchema,
      output: z.object({
        was: z.uuid().nullable().describe('the person who spoke there; null: the chat was its own already'),
        underWay: z
          .array(z.string())
          .describe('their numbers: told in another chat of theirs from now on, or, where there is none, nowhere'),
      }),
      run: async ({ id }, { staff }) => {
        const { was, underWay } = await unbindTalk(desk, trades, staff, branded<ConversationId>(id))
        return { was, underWay: [...underWay] }
      },
    }),
  ]
}

/** Somebody of another area is nobody. */
async function within(tx: Tx, id: ContactId, staff: Staff): Promise<ContactId> {
  const { person, area } = await dossierOf(tx, id)
  if (!staff.areas.some(one => area.startsWith(one))) throw new CallerError('not_found', 'no such person')
  return person
}
