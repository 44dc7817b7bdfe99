import { execFileSync } from 'node:child_process'
import { readdirSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { folder } from '../core/folder.ts'

const SOURCES = ['src', 'adapters', 'db']
const FILES = ['package-lock.json', 'vite.config.ts']
/** Its time is that of the last build: a file written while it ran is newer. */
const DIST = folder('dist')

/** Pages and server as their sources are now: where nothing changed since the last build, 10 ms pass. */
export function buildWhenStale(): void {
  const began = new Date()
  if (newestSource() <= (statSync(DIST, { throwIfNoEntry: false })?.mtimeMs ?? 0)) return
  execFileSync(process.execPath, [folder('node_modules/vite/bin/vite.js'), 'build', '--app', '--logLevel', 'warn'], {
    cwd: folder(''),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  utimesSync(DIST, began, began)
}

/** Folders count too: a file that is gone leaves its trace there. */
function newestSource(): number {
  const inside = SOURCES.flatMap(name => {
    const path = folder(name)
    return [path, ...readdirSync(path, { recursive: true, encoding: 'utf8' }).map(file => join(path, file))]
  })
  return Math.max(...[...inside, ...FILES.map(folder)].map(path => statSync(path).mtimeMs))
}
