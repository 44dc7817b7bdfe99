import type { Language } from '../../core/language.ts'
import { openSession, type Session } from './api.ts'
import type { Store } from './store.ts'

export interface Visit {
  /** The kept session, or a new one; asked at once by several, opened once. */
  session(): Promise<Session>
  /** A session that the desk doesn't know: the next is a new one. */
  forget(session: Session): void
}

export function createVisit(store: Store, language: () => Language): Visit {
  let opening: Promise<Session> | null = null

  async function open(): Promise<Session> {
    try {
      const session = await openSession(language())
      store.set('session', session)
      return session
    } finally {
      opening = null
    }
  }

  return {
    session() {
      const kept = store.get('session')
      if (isSession(kept)) return Promise.resolve(kept)
      opening ??= open()
      return opening
    },
    forget({ session }) {
      const kept = store.get('session')
      // Another tab may have opened a new one meanwhile.
      if (isSession(kept) && kept.session === session) store.remove('session')
    },
  }
}

function isSession(value: unknown): value is Session {
  return (
    typeof value === 'object' &&
    value !== null &&
    'session' in value &&
    typeof value.session === 'string' &&
    'token' in value &&
    typeof value.token === 'string'
  )
}
