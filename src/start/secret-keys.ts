import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../settings.ts'

/** The key of the environment; for the embedded database else one made once and kept beside it, readable by us alone. */
export async function secretKeys(settings: Settings): Promise<{ current: Uint8Array; old?: Uint8Array }> {
  const old = settings.secretKeyOld ? { old: settings.secretKeyOld } : {}
  if (settings.secretKey) return { current: settings.secretKey, ...old }
  const file = join(settings.dataDir, 'secret-key')
  try {
    return { current: new Uint8Array(Buffer.from(await readFile(file, 'utf8'), 'base64')), ...old }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const current = randomBytes(32)
  await writeFile(file, current.toString('base64'), { mode: 0o600, flag: 'wx' })
  return { current, ...old }
}
