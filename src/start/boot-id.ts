import { newId } from '../core/ids.ts'

/** Names this start of the process; also the application_name of its database connections. */
export function bootId(): string {
  return `zhaoying-${newId()}`
}
