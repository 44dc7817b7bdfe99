import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** The folder of the built pages. Throws when a source is newer: the tests would look at yesterday's page. */
export function builtPages(): string {
  const folder = join(root, 'dist')
  const built = statSync(join(folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const source = join(root, 'src/console')
  const newest = Math.max(
    ...readdirSync(source, { recursive: true, encoding: 'utf8' }).map(path => statSync(join(source, path)).mtimeMs),
  )
  if (newest > built) throw new Error('the pages in dist are older than src/console: run npm run build')
  return folder
}
