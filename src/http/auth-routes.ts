import * as z from 'zod'
import { CallerError } from '../core/errors.ts'
import { audit } from '../desk/audit.ts'
import { type Me, meSchema, okSchema, signInSchema } from './api.ts'
import { type ApiRoute, jsonRoute, publicRoute, rawRoute } from './api-route.ts'
import { countAttempt, forgetAttempts } from './auth/sign-in-limit.ts'
import type { SignedIn } from './auth/staff-auth.ts'
import type { HttpPorts } from './ports.ts'

export function authRoutes(ports: Pick<HttpPorts, 'auth' | 'desk' | 'peer'>): ApiRoute[] {
  const { auth, desk } = ports
  return [
    publicRoute({
      method: 'post',
      path: '/auth/sign-in/username',
      summary: 'Sign in by user name and password; the session comes as a cookie',
      input: signInSchema,
      output: meSchema,
      async run({ username, password }, { c, now }) {
        const attempt = { username, address: ports.peer(c) }
        if (!(await countAttempt(desk.database, attempt, now))) {
          throw new CallerError('too_many', 'too many wrong passwords; wait a minute', { retryAfter: 60 })
        }
        const signedIn = await auth.signIn(username, password, c.req.raw.headers)
        if (!signedIn) throw new CallerError('unauthenticated', 'wrong user name or password')
        await forgetAttempts(desk.database, attempt, now)
        await audit(desk.database.db, signedIn.staff, 'staff.sign_in', { contact: null, subject: signedIn.staff.id })
        return withCookies(toMe(signedIn), signedIn.headers)
      },
    }),
    rawRoute({
      method: 'post',
      path: '/auth/sign-out',
      summary: 'End the session',
      access: 'signed_in',
      input: z.object({}),
      output: okSchema,
      run: async (_, { c }) => withCookies({ ok: true }, await auth.signOut(c.req.raw.headers)),
    }),
    jsonRoute({
      method: 'get',
      path: '/me',
      summary: 'Who is signed in',
      access: 'signed_in',
      input: z.object({}),
      output: meSchema,
      run: async (_, { signedIn }) => toMe(signedIn),
    }),
  ]
}

function toMe({ staff, username }: SignedIn): Me {
  return { id: staff.id, name: staff.name, username, role: staff.role, areas: [...staff.areas] }
}

function withCookies(body: unknown, from: Headers): Response {
  const response = Response.json(body)
  for (const cookie of from.getSetCookie()) response.headers.append('set-cookie', cookie)
  return response
}
