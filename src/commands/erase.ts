import { parseArgs } from 'node:util'
import { z } from 'zod'
import { derive } from '../../db/sealing.ts'
import { SettingError } from '../core/errors.ts'
import { operatorPass } from '../http/operator-pass.ts'
import { readSettings } from '../settings.ts'
import { secretKeys } from '../start/secret-keys.ts'
import { createWords } from './chat/create-words.ts'
import { findDesk } from './chat/find-desk.ts'

const USAGE = 'npm run erase -- --contact ID    erase one person’s data, as far as the law allows'
const answerShape = z.object({ kept: z.boolean() })
const refusalShape = z.object({ error: z.object({ message: z.string() }) })

/** Through the desk, running or started for it: an embedded database belongs to one process. */
async function erase(contact: string): Promise<string> {
  const settings = readSettings(process.env)
  const leaving = new AbortController()
  const desk = await findDesk(null, settings, { words: createWords('en'), tell: () => {}, leaving: leaving.signal })
  try {
    const path = `/operator/people/${contact}/erase`
    const key = derive((await secretKeys(settings)).current, 'operator')
    const headers = { authorization: operatorPass(key, path, Date.now()) }
    const response = await fetch(desk.url + path, { method: 'POST', headers })
    const body: unknown = await response.json()
    if (!response.ok) {
      const refusal = refusalShape.safeParse(body)
      throw new SettingError(refusal.success ? refusal.data.error.message : `the desk answered ${response.status}`)
    }
    return answerShape.parse(body).kept
      ? 'Erased. Files that must be kept by law stay, with the name and ID number.'
      : 'Erased.'
  } finally {
    await desk.close()
  }
}

function readContact(): string {
  const contact = z.uuid().safeParse(given())
  if (!contact.success) throw new SettingError(USAGE)
  return contact.data
}

function given(): unknown {
  try {
    return parseArgs({ options: { contact: { type: 'string' } } }).values.contact
  } catch {
    // An option that we don't have, or one without its value.
    return null
  }
}

try {
  process.stdout.write(`${await erase(readContact())}\n`)
} catch (error) {
  if (!(error instanceof SettingError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
