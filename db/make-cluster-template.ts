import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { TEMPLATES, templateFolder } from './cluster-template.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './open-pglite.ts'

/** What `clusterTemplate` gives; those of other versions go. */
export async function makeClusterTemplate(): Promise<void> {
  const template = await templateFolder()
  if (existsSync(template)) return
  await rm(TEMPLATES, { recursive: true, force: true })
  const draft = join(TEMPLATES, `draft-${process.pid}`)
  const cluster = await openPglite(draft)
  await migrate(cluster)
  await cluster.close()
  await rename(join(draft, 'postgres'), template)
  await rm(draft, { recursive: true })
}
