import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** Folder → folders it may import. The longest prefix of a file names its folder; a test may import anything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/core': [],
  'src/engine': ['src/core'],
  'src/language': ['src/core'],
  'src/texts': ['src/core', 'src/engine'],
  'src/log': ['src/core'],
  'src/desk': ['src/core', 'src/engine', 'src/language', 'src/texts', 'src/log', 'db'],
  'src/services': ['src/core', 'db'],
  'src/http': ['src/core', 'src/engine', 'src/desk', 'src/log', 'db'],
  'src/console/resident': ['src/core', 'src/http/chat-message.ts'],
  'src/console/staff': ['src/core', 'src/http/api.ts'],
  adapters: ['src/core'],
  db: ['src/core'],
}
/** Wiring and commands see everything. */
const MAY_IMPORT_ALL = [
  'src/commands',
  'src/start',
  'src/compose',
  'src/trades',
  'src/node',
  'src/worker',
  'src/settings',
  'test',
]

const VENDOR_HOMES: Readonly<Record<string, string>> = {
  telegraf: 'adapters/telegram',
  '@line/bot-sdk': 'adapters/line',
  'better-auth': 'src/http/auth',
  '@electric-sql/pglite': 'db',
  postgres: 'db',
  'drizzle-orm': 'db',
}
/** Not there on the edge: nothing that the worker reaches may ask for them. */
const NOT_ON_WORKERS = [
  '@electric-sql/pglite',
  '@hono/node-server',
  'better-auth',
  'node:child_process',
  'node:fs',
  'node:sqlite',
  'pino',
]
/** What these folders must never speak of: they serve every trade alike. */
const TRADE_WORDS = /\b(meals?|visits|applications?)\b|\bvisit\b(?!\(|,| \})/i
const TRADE_FREE = ['src/engine', 'src/desk', 'src/http']
/** `application/json` and the like are media types, not a trade. */
const MEDIA_TYPES = /application\\?\/[\w.+-]*|application_name|application-name/g

/** Tests, and what only they use, may import anything. */
const TEST_ONLY = /\.test\.tsx?$|\/(test|fixtures)\/|\/test-\w+\.ts$|\/rehearsed-talk\.ts$/

interface Import {
  readonly from: string
  /** A file of ours, or a package. */
  readonly to: string
  readonly ours: boolean
  readonly typeOnly: boolean
}

const IMPORT =
  /^(?:import|export)\s(type\s)?[^'"`;]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(IMPORT)].map(match => {
    const name = match[2] ?? match[3] ?? match[4] ?? ''
    const ours = name.startsWith('.')
    return {
      from: file,
      to: ours ? normalize(join(dirname(file), name)) : name,
      ours,
      typeOnly: match[1] !== undefined,
    }
  })
}

const within = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`)

function folderOf(file: string): string | undefined {
  return Object.keys(MAY_IMPORT)
    .filter(folder => within(file, folder))
    .sort((a, b) => b.length - a.length)[0]
}

function breachOf({ from, to, ours, typeOnly }: Import): string | null {
  if (!ours) {
    const home = Object.entries(VENDOR_HOMES).find(([vendor]) => within(to, vendor))?.[1]
    return home && !within(from, home) ? `${to} is known to ${home} only` : null
  }
  const folder = folderOf(from)
  if (!folder || within(to, folder)) return null
  const allowed = MAY_IMPORT[folder] ?? []
  if (!allowed.some(one => within(to, one))) return `${folder} may not import ${to}`
  return folder.startsWith('src/console') && within(to, 'src/http') && !typeOnly
    ? `${folder} may import types only`
    : null
}

/** Cycles of run-time imports, each once, as the files on the way. */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const walk = (file: string, way: readonly string[]) => {
    const at = way.indexOf(file)
    if (at >= 0) found.push([...way.slice(at), file].join(' → '))
    if (at >= 0 || done.has(file)) return
    for (const next of graph.get(file) ?? []) walk(next, [...way, file])
    done.add(file)
  }
  for (const file of graph.keys()) walk(file, [])
  return found
}

function reachable(entry: string, imports: ReadonlyMap<string, readonly Import[]>): Import[] {
  const seen = new Set<string>()
  const all: Import[] = []
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    for (const one of imports.get(file) ?? []) {
      if (one.typeOnly) continue
      all.push(one)
      if (one.ours) visit(one.to)
    }
  }
  visit(entry)
  return all
}

function main(): void {
  const files = globSync(['src/**/*.{ts,tsx}', 'adapters/**/*.ts', 'db/**/*.ts']).filter(file => !TEST_ONLY.test(file))
  const imports = new Map(files.map(file => [file, importsOf(file)]))
  const problems: string[] = []
  for (const [file, list] of imports) {
    if (MAY_IMPORT_ALL.some(one => file.startsWith(one))) continue
    if (!folderOf(file)) problems.push(`${file}: in no folder of the design`)
    for (const one of list) {
      const breach = breachOf(one)
      if (breach) problems.push(`${file}: ${breach}`)
    }
  }
  const graph = new Map(
    [...imports].map(([file, list]) => [file, list.filter(one => one.ours && !one.typeOnly).map(one => one.to)]),
  )
  for (const cycle of cyclesIn(graph)) problems.push(`cycle: ${cycle}`)
  for (const one of reachable('src/worker.ts', imports)) {
    const absent = !one.ours && NOT_ON_WORKERS.some(name => within(one.to, name))
    if (absent) problems.push(`${one.from}: ${one.to} is reachable from src/worker.ts`)
  }
  for (const file of files.filter(one => TRADE_FREE.some(folder => within(one, folder)))) {
    const word = TRADE_WORDS.exec(readFileSync(file, 'utf8').replaceAll(MEDIA_TYPES, ''))?.[0]
    if (word) problems.push(`${file}: knows the word ${word}, which belongs to a trade`)
  }
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  process.stdout.write(`${files.length} files, ${problems.length} breaches of the import rules\n`)
  process.exitCode = problems.length > 0 ? 1 : 0
}

main()
