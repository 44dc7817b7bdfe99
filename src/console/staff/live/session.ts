import { useSyncExternalStore } from 'react'
import type { Me } from '../../../http/api.ts'
import { type ApiFailure, asFailure, ask, onSignedOut } from './ask.ts'
import { forgetReplies } from './replies.ts'
import { forgetAll } from './resources.ts'

export type Session =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable' }
  /** `ended`: it was running; what was on screen waits. */
  | { readonly kind: 'out'; readonly ended: boolean }
  | { readonly kind: 'in'; readonly me: Me }

let session: Session = { kind: 'asking' }
/** Whose unsent words are kept through the end of a session. */
let last: string | null = null
const listeners = new Set<() => void>()

function become(next: Session): void {
  session = next
  for (const notify of listeners) notify()
}

export function useSession(): Session {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => session,
  )
}

export function endSession(): void {
  if (session.kind === 'in') become({ kind: 'out', ended: true })
}

export async function findSession(): Promise<void> {
  try {
    enter(await ask<Me>('/api/me'))
  } catch (error) {
    const { status } = asFailure(error)
    become(status === 401 ? { kind: 'out', ended: false } : { kind: 'unreachable' })
  }
}

/** null: signed in. */
export async function signIn(username: string, password: string): Promise<ApiFailure | null> {
  try {
    await ask('/api/auth/sign-in/username', { username, password })
    enter(await ask<Me>('/api/me'))
    return null
  } catch (error) {
    return asFailure(error)
  }
}

export async function signOut(): Promise<ApiFailure | null> {
  try {
    await ask('/api/auth/sign-out', {})
  } catch (error) {
    const failure = asFailure(error)
    if (failure.status !== 401) return failure
  }
  last = null
  forgetAll()
  forgetReplies()
  become({ kind: 'out', ended: false })
  return null
}

function enter(me: Me): void {
  if (last !== null && last !== me.id) forgetReplies()
  if (last !== me.id) forgetAll()
  last = me.id
  become({ kind: 'in', me })
}

onSignedOut(endSession)
