import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { folder } from '../src/core/folder.ts'
import { migrationNames } from './migration-state.ts'
import { migrationText } from './migration-text.ts'

const MODULES = folder('node_modules')
/** Of whoever installed the packages. */
export const TEMPLATES = join(MODULES, '.cache/zhaoying')
const packageShape = z.object({ version: z.string() })

/** Named after this very version, as another one might not read it, and after these very migrations. */
export async function templateFolder(): Promise<string> {
  const text = await readFile(join(MODULES, '@electric-sql/pglite/package.json'), 'utf8')
  const hash = createHash('sha256').update(packageShape.parse(JSON.parse(text)).version)
  for (const name of migrationNames) hash.update(name).update(await migrationText(name))
  return join(TEMPLATES, `pglite-${hash.digest('hex').slice(0, 16)}`)
}

/**
 * A migrated data folder without rows, made when the packages were installed: initdb and migrations take seconds,
 * copying tenths. Null where it was not made; then PGlite makes the folder itself.
 */
export async function clusterTemplate(): Promise<string | null> {
  const template = await templateFolder()
  return existsSync(template) ? template : null
}
