import type { Database } from '../../../db/database.ts'
import type { StaffAuth } from './staff-auth.ts'

/** The sign-in library is hundreds of files: loaded when the first request wants it, so that residents wait less for a start. */
export function authWhenUsed(database: Database, options: { secret: string; publicUrl: string }): StaffAuth {
  let loading: Promise<StaffAuth> | null = null
  const auth = () => {
    loading ??= import('./staff-auth.ts').then(({ createStaffAuth }) => createStaffAuth(database, options))
    return loading
  }
  return {
    signIn: async (...given) => (await auth()).signIn(...given),
    signOut: async headers => (await auth()).signOut(headers),
    session: async headers => (await auth()).session(headers),
  }
}
