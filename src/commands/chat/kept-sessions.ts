import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { LANGUAGES } from '../../core/language.ts'
import { writePrivateFile } from '../../start/write-private-file.ts'
import { sessionShape } from './chat-client.ts'

const keptShape = sessionShape.extend({ language: z.enum(LANGUAGES) })
export type KeptSession = z.infer<typeof keptShape>
const fileShape = z.record(z.string(), keptShape)

export interface KeptSessions {
  get(desk: string): Promise<KeptSession | null>
  set(desk: string, session: KeptSession): Promise<void>
}

/** The last talk with each desk by its address: a token is shown to nobody but the desk that gave it. */
export function createKeptSessions(dataDir: string): KeptSessions {
  const file = join(dataDir, 'chat-sessions.json')
  const all = async (): Promise<z.infer<typeof fileShape>> => {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}'
      throw error
    })
    return fileShape.parse(JSON.parse(text))
  }
  return {
    get: async desk => (await all())[desk] ?? null,
    async set(desk, session) {
      await mkdir(dataDir, { recursive: true, mode: 0o700 })
      await writePrivateFile(file, JSON.stringify({ ...(await all()), [desk]: session }, null, 2))
    },
  }
}
