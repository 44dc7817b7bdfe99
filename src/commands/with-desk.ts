import * as z from 'zod'
import { derive } from '../../db/sealing.ts'
import { SettingError } from '../core/errors.ts'
import type { JsonObject } from '../core/operation.ts'
import { operatorPass } from '../http/operator-pass.ts'
import { readSettings } from '../settings.ts'
import { secretKeys } from '../start/secret-keys.ts'
import { createWords } from './chat/create-words.ts'
import { findDesk } from './chat/find-desk.ts'

/** Asks the desk as whoever runs it. SettingError: what it refused, in its words. */
export type AskDesk = (path: string, given?: JsonObject) => Promise<unknown>

const refusalShape = z.object({ error: z.object({ message: z.string() }) })

/** Through the desk, running or started for it: an embedded database belongs to one process. */
export async function withDesk<T>(work: (ask: AskDesk) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env)
  const leaving = new AbortController()
  const desk = await findDesk(null, settings, { words: createWords('en'), tell: () => {}, leaving: leaving.signal })
  try {
    const key = derive((await secretKeys(settings)).current, 'operator')
    return await work(async (path, given = {}) => {
      const body = JSON.stringify(given)
      const authorization = operatorPass(key, { path, body }, Date.now())
      const response = await fetch(desk.url + path, { method: 'POST', headers: { authorization }, body })
      const answer: unknown = await response.json()
      if (response.ok) return answer
      const refusal = refusalShape.safeParse(answer)
      throw new SettingError(refusal.success ? refusal.data.error.message : `the desk answered ${response.status}`)
    })
  } finally {
    await desk.close()
  }
}
