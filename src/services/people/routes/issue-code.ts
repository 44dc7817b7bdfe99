import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { inAreas } from '../../../../db/in-areas.ts'
import { auditLog, contact } from '../../../../db/schema/index.ts'
import { and, eq, isNotNull, isNull } from '../../../../db/sql.ts'
import type { Vault } from '../../../../db/vault.ts'
import { CallerError } from '../../../core/errors.ts'
import { branded, type ContactId } from '../../../core/ids.ts'
import type { TradeRoute } from '../../../core/trade.ts'
import { issueCode } from '../identity-codes.ts'

const input = z.object({ contact: z.uuid() })

/** Staff have seen the person's papers: with this code, told within half an hour, a chat becomes theirs. */
export const issueCodeRoute = (ports: { readonly vault: Vault }): TradeRoute<Tx> => ({
  method: 'post',
  path: '/identity-codes',
  summary: 'Issue a code that makes a chat a person’s own',
  roles: ['caseworker', 'supervisor'],
  input,
  output: z.object({ code: z.string(), until: z.string() }),
  async run(tx, given, { staff, now }) {
    const id = branded<ContactId>(input.parse(given).contact)
    const [person] = await tx
      .select({ id: contact.id })
      .from(contact)
      .where(
        and(eq(contact.id, id), isNotNull(contact.profile), isNull(contact.erasedAt), inAreas(contact.area, staff)),
      )
      .for('no key update')
    if (!person) throw new CallerError('not_found', 'no such person on file in your area')
    const { code, until } = await issueCode(ports.vault, tx, { contact: id, issuer: { staff: staff.id }, now })
    await tx.insert(auditLog).values({ staffId: staff.id, act: 'identity.issue', contactId: id, subject: id })
    return { kind: 'json', body: { code, until: new Date(until).toISOString() } }
  },
})
