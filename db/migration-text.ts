import { readFile } from 'node:fs/promises'
import { folder } from '../src/core/folder.ts'

/** Its SQL, as drizzle-kit wrote it. */
export const migrationText = (name: string): Promise<string> => readFile(folder(`db/migrations/${name}.sql`), 'utf8')
