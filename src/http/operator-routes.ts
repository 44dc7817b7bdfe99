import { Hono } from 'hono'
import { z } from 'zod'
import { CallerError } from '../core/errors.ts'
import { branded, type ContactId, type StaffId } from '../core/ids.ts'
import { audit } from '../desk/audit.ts'
import { erasePerson } from '../desk/erase-person.ts'
import { isOperatorPass } from './operator-pass.ts'
import type { HttpPorts } from './ports.ts'

/** What is asked for by the commands of whoever runs the desk, who have no sign-in. */
export function operatorRoutes({
  desk,
  trades,
  operatorKey,
}: Pick<HttpPorts, 'desk' | 'trades' | 'operatorKey'>): Hono {
  const app = new Hono()
  app.post('/people/:id/erase', async c => {
    const pass = c.req.header('authorization')
    if (!isOperatorPass(operatorKey, c.req.path, pass, Date.now()))
      throw new CallerError('unauthenticated', 'not signed')
    const id = z.uuid().safeParse(c.req.param('id'))
    if (!id.success) throw new CallerError('bad_request', 'the id of a contact is a UUID')
    const person = branded<ContactId>(id.data)
    const erased = await desk.database.transaction(async tx => {
      await audit(tx, { id: OPERATOR }, 'person.erase', { contact: person, subject: person })
      return erasePerson(desk.vault, trades, tx, person, desk.now())
    })
    return c.json(erased)
  })
  return app
}

/** In the audit log: no member of staff. */
const OPERATOR = branded<StaffId>('operator')
