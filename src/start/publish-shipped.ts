import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../db/database.ts'
import { setting } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import { SettingError } from '../core/errors.ts'
import { folder } from '../core/folder.ts'
import { publish } from '../desk/publish.ts'

const KEY = 'flows.shipped'

/**
 * The shipped flows and those of FLOWS_DIR become the published ones. Reading and checking them takes half a second:
 * files that this code has published before are left alone. SettingError when one of them is bad.
 */
export async function publishShipped(database: Database, flowsDir: string | null): Promise<void> {
  const print = fingerprint(flowsDir)
  const [kept] = await database.db.select().from(setting).where(eq(setting.key, KEY))
  if (kept?.value === print) return
  const { shippedFlows } = await import('./shipped-flows.ts')
  const flows = shippedFlows(flowsDir)
  await database.transaction(async tx => {
    await publish(tx, flows, 'shipped')
    await tx
      .insert(setting)
      .values({ key: KEY, value: print })
      .onConflictDoUpdate({ target: setting.key, set: { value: print } })
  })
}

/** Of the files by their bytes, and of the code that reads them by its times. */
function fingerprint(flowsDir: string | null): string {
  const hash = createHash('sha256')
  for (const dir of [folder('flows'), ...(flowsDir ? [flowsDir] : [])])
    for (const name of namesIn(dir))
      if (/\.ya?ml$/.test(name)) hash.update(`${dir}\n${name}\n`).update(readFileSync(join(dir, name)))
  const code = folder('src')
  const times = readdirSync(code, { recursive: true, encoding: 'utf8' })
    .sort()
    .map(name => `${name} ${statSync(join(code, name)).mtimeMs}`)
  return hash.update(times.join('\n')).digest('base64')
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir).sort()
  } catch (cause) {
    throw new SettingError(`FLOWS_DIR: the folder ${dir} can not be read. Check its name and who may read it.`, {
      cause,
    })
  }
}
