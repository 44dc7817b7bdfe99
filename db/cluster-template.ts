import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { z } from 'zod'
import { HeldBlob } from './held-blob.ts'

const MODULES = join(import.meta.dirname, '../node_modules')
const FOLDER = join(MODULES, '.cache/zhaoying')
const packageShape = z.object({ version: z.string() })

/** Of this very version: another one might not read it. */
async function templateFile(): Promise<string> {
  const text = await readFile(join(MODULES, '@electric-sql/pglite/package.json'), 'utf8')
  return join(FOLDER, `pglite-${packageShape.parse(JSON.parse(text)).version}.tar`)
}

/**
 * An empty data folder as a tar file, made when the packages were installed: initdb takes seconds, unpacking tenths.
 * Null where it was not made; then PGlite makes the folder itself.
 */
export async function clusterTemplate(): Promise<Blob | null> {
  const file = await templateFile()
  return existsSync(file) ? new HeldBlob(await readFile(file)) : null
}

export async function makeClusterTemplate(): Promise<void> {
  const file = await templateFile()
  if (existsSync(file)) return
  const cluster = await PGlite.create()
  const tar = await cluster.dumpDataDir('none')
  await cluster.close()
  await mkdir(FOLDER, { recursive: true })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, Buffer.from(await tar.arrayBuffer()))
  await rename(draft, file)
}
