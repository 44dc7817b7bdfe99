import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import { username } from 'better-auth/plugins/username'
import * as z from 'zod'
import type { Database } from '../../../db/database.ts'
import { staffAccount, staffSession, staffUser, staffVerification } from '../../../db/schema/staff.ts'
import { eq } from '../../../db/sql.ts'
import { branded, type StaffId } from '../../core/ids.ts'
import { ROLES, type Staff } from '../../core/staff.ts'

export interface SignedIn {
  readonly staff: Staff
  readonly username: string
}

export interface StaffAuth {
  /** Headers with the new session's cookies; null when name or password is wrong, or the account is disabled. */
  signIn(name: string, password: string, headers: Headers): Promise<(SignedIn & { readonly headers: Headers }) | null>
  /** Ends the session of these cookies, and gives the cookies that forget it. */
  signOut(headers: Headers): Promise<Headers>
  session(headers: Headers): Promise<SignedIn | null>
}

/** A shift, with the hours around it. It is not prolonged: whoever leaves a desk open is signed out the same day. */
const SESSION_SECONDS = 12 * 3_600

const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string(),
  role: z.enum(ROLES),
  areas: z.array(z.string()),
  disabled: z.boolean(),
})

/** `secret` signs the cookies: 32 characters or more. Cookies are Secure when `publicUrl` is https. */
export function createStaffAuth(database: Database, options: { secret: string; publicUrl: string }): StaffAuth {
  const auth = createBetterAuth(database, options)
  return {
    async signIn(name, password, headers) {
      try {
        const body = { username: name, password }
        const { headers: cookies, response } = await auth.api.signInUsername({ body, headers, returnHeaders: true })
        const signedIn = toSignedIn(response.user)
        return signedIn && { ...signedIn, headers: cookies }
      } catch (error) {
        if (error instanceof APIError && error.statusCode < 500) return null
        throw error
      }
    },
    async signOut(headers) {
      return (await auth.api.signOut({ headers, returnHeaders: true })).headers
    },
    async session(headers) {
      const found = await auth.api.getSession({ headers })
      return found ? toSignedIn(found.user) : null
    },
  }
}

function toSignedIn(found: unknown): SignedIn | null {
  const { id, name, username, role, areas, disabled } = userSchema.parse(found)
  return disabled ? null : { staff: { id: branded<StaffId>(id), name, role, areas }, username }
}

function createBetterAuth(database: Database, options: { secret: string; publicUrl: string }) {
  return betterAuth({
    baseURL: options.publicUrl,
    secret: options.secret,
    database: drizzleAdapter(database.db, {
      provider: 'pg',
      schema: { user: staffUser, session: staffSession, account: staffAccount, verification: staffVerification },
    }),
    // Only the username routes are mounted; there is no way to sign up over HTTP.
    emailAndPassword: { enabled: true, disableSignUp: true },
    plugins: [username()],
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    user: {
      additionalFields: {
        role: { type: 'string', input: false },
        areas: { type: 'json', input: false },
        disabled: { type: 'boolean', input: false },
      },
    },
    databaseHooks: { session: { create: { before: session => refuseDisabled(database, session.userId) } } },
    // Counted by name and address in the database (sign-in-limit.ts): its own counts by headers that a caller can make up.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'desk',
      useSecureCookies: options.publicUrl.startsWith('https://'),
      ipAddress: { disableIpTracking: true },
    },
    logger: { disabled: true },
    telemetry: { enabled: false },
  })
}

async function refuseDisabled(database: Database, userId: string): Promise<void> {
  const [user] = await database.db
    .select({ disabled: staffUser.disabled })
    .from(staffUser)
    .where(eq(staffUser.id, userId))
  if (!user || user.disabled) throw new APIError('UNAUTHORIZED')
}
