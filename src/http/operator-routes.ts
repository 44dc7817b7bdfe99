import { Hono } from 'hono'
import * as z from 'zod'
import { CallerError, SettingError } from '../core/errors.ts'
import { branded, type ContactId, type StaffId } from '../core/ids.ts'
import { readBody } from '../core/read-body.ts'
import { audit } from '../desk/audit.ts'
import { erasePerson } from '../desk/erase-person.ts'
import { addStaff, addStaffSchema } from './auth/add-staff.ts'
import { disableStaff } from './auth/disable-staff.ts'
import { listStaff } from './auth/list-staff.ts'
import { isOperatorPass } from './operator-pass.ts'
import type { HttpPorts } from './ports.ts'
import { whatIsWrong } from './what-is-wrong.ts'

const BODY_LIMIT = 16 * 1024

type OperatorPorts = Pick<HttpPorts, 'desk' | 'trades' | 'operatorKey'>

/** What is asked for by the commands of whoever runs the desk, who have no sign-in. */
export function operatorRoutes(ports: OperatorPorts): Hono {
  const { desk, trades } = ports
  const app = new Hono()
  const on = <I extends z.ZodType>(path: string, input: I, run: (given: z.output<I>) => Promise<object>) =>
    app.post(path, async c => {
      const body = await readSigned(ports, c.req.raw)
      const given = input.safeParse({ ...body, ...c.req.param() })
      if (!given.success) throw new CallerError('bad_request', whatIsWrong(given.error))
      return c.json(await run(given.data))
    })
  on('/people/:id/erase', z.object({ id: z.uuid() }), ({ id }) =>
    desk.database.transaction(async tx => {
      const person = branded<ContactId>(id)
      await audit(tx, OPERATOR, 'person.erase', { contact: person, subject: person })
      return erasePerson(desk.vault, trades, tx, person, desk.now())
    }),
  )
  on('/staff/add', addStaffSchema, async staff => {
    const id = await addStaff(desk.database, staff)
    await audit(desk.database.db, OPERATOR, 'staff.add', { contact: null, subject: id })
    return {}
  })
  on('/staff/list', z.object({}), async () => ({ staff: await listStaff(desk.database) }))
  on('/staff/disable', z.object({ username: z.string() }), ({ username }) =>
    desk.database.transaction(async tx => {
      const { id, ended } = await disableStaff(tx, username)
      await audit(tx, OPERATOR, 'staff.disable', { contact: null, subject: id })
      return { ended }
    }),
  )
  on('/keys/left', z.object({}), async () => ({ left: await desk.vault.toRewrap(desk.database.db) }))
  on('/keys/rewrap', z.object({ after: z.uuid().nullable() }), ({ after }) =>
    rewrap(desk, after === null ? null : branded<ContactId>(after)),
  )
  return app
}

/** A key under neither of the two secrets: the operator must find the third, so they hear it in words. */
async function rewrap({ vault, database }: HttpPorts['desk'], after: ContactId | null): Promise<object> {
  try {
    return await vault.rewrap(database, after)
  } catch (error) {
    if (!(error instanceof SettingError)) throw error
    throw new CallerError('conflict', error.message, { cause: error })
  }
}

/** The pass covers the bytes, so they are read before anything of them counts. */
async function readSigned({ operatorKey }: OperatorPorts, request: Request): Promise<object> {
  const bytes = await readBody(request, BODY_LIMIT)
  if (!bytes) throw new CallerError('too_large', `a body has ${BODY_LIMIT} bytes at most`)
  const asked = { path: new URL(request.url).pathname, body: Buffer.from(bytes).toString() }
  const pass = request.headers.get('authorization') ?? undefined
  if (!isOperatorPass(operatorKey, asked, pass, Date.now())) throw new CallerError('unauthenticated', 'not signed')
  return z.looseObject({}).parse(JSON.parse(asked.body))
}

/** In the audit log: no member of staff. */
const OPERATOR = { id: branded<StaffId>('operator') }
