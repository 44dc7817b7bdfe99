import { customType, timestamp } from 'drizzle-orm/pg-core'

/** Bytes; both drivers give Uint8Array (postgres.js a Buffer, which is one). */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
