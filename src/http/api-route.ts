import type { Context } from 'hono'
import type * as z from 'zod'
import type { Instant } from '../core/civil-time.ts'
import { CallerError } from '../core/errors.ts'
import type { Role, Staff } from '../core/staff.ts'
import type { RouteReply } from '../core/trade.ts'
import type { SignedIn } from './auth/staff-auth.ts'

/** Who works with residents: everybody but those who only edit flows. */
export const DESK_ROLES = ['operator', 'dispatcher', 'caseworker', 'supervisor', 'administrator'] as const

type Access = 'public' | 'signed_in' | readonly Role[]

interface ApiContext {
  readonly c: Context
  /** Null on public routes. */
  readonly signedIn: SignedIn | null
  readonly now: Instant
  /** The caller would rather have text/csv. */
  readonly csv: boolean
}

/** What only a raw route answers: cookies, streams, files. */
type Reply = RouteReply | { readonly kind: 'response'; readonly response: Response }

/** One path below /api: what guards it, what goes in and comes out. The same list is mounted, described and tested. */
export interface ApiRoute {
  readonly method: 'get' | 'post'
  /** Hono path: `/handoffs/:id/claim`. */
  readonly path: string
  readonly summary: string
  readonly access: Access
  /** Path parameters, query and body, merged in that order of trust, parsed once. */
  readonly input: z.ZodType
  readonly output: z.ZodType
  /** Further media type that it can answer in. */
  readonly also?: 'text/csv' | 'text/event-stream' | 'application/octet-stream'
  run(input: unknown, context: ApiContext): Promise<Reply>
}

type StaffContext = ApiContext & { readonly signedIn: SignedIn; readonly staff: Staff }

interface Definition<I extends z.ZodType, O extends z.ZodType>
  extends Omit<ApiRoute, 'input' | 'output' | 'run' | 'also'> {
  readonly access: 'signed_in' | readonly Role[]
  readonly input: I
  readonly output: O
  run(input: z.output<I>, context: StaffContext): Promise<z.input<O>>
}

/** A route for staff that answers JSON. */
export function jsonRoute<I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>): ApiRoute {
  return {
    ...definition,
    async run(input, context) {
      // The mount has just parsed it with this very schema.
      return { kind: 'json', body: await definition.run(input as z.output<I>, staffContext(context)) }
    },
  }
}

interface RawDefinition<I extends z.ZodType> extends Omit<ApiRoute, 'input' | 'run'> {
  readonly access: 'signed_in' | readonly Role[]
  readonly input: I
  run(input: z.output<I>, context: StaffContext): Promise<Response>
}

/** A route for staff that makes its own response. */
export function rawRoute<I extends z.ZodType>(definition: RawDefinition<I>): ApiRoute {
  return {
    ...definition,
    async run(input, context) {
      // As above.
      return { kind: 'response', response: await definition.run(input as z.output<I>, staffContext(context)) }
    },
  }
}

interface PublicDefinition<I extends z.ZodType> extends Omit<ApiRoute, 'input' | 'run' | 'access'> {
  readonly input: I
  run(input: z.output<I>, context: ApiContext): Promise<Response>
}

/** A route for anybody. */
export function publicRoute<I extends z.ZodType>(definition: PublicDefinition<I>): ApiRoute {
  return {
    ...definition,
    access: 'public',
    async run(input, context) {
      // As above.
      return { kind: 'response', response: await definition.run(input as z.output<I>, context) }
    },
  }
}

function staffContext(context: ApiContext): StaffContext {
  const { signedIn } = context
  if (!signedIn) throw new CallerError('unauthenticated', 'sign in first')
  return { ...context, signedIn, staff: signedIn.staff }
}
