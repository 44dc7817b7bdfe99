import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PERSONAL_MARKERS } from './personal-markers.ts'
import { MarkerSearch } from './privacy/find-markers.ts'

/** Names the run's folder to the workers. Outside a test run there is none, and nothing is kept. */
const VARIABLE = 'TEST_DESK_LOGS'

/** Where one desk under test leaves all that it writes; searched at the end of the run. */
export function deskLog(): (written: string | Uint8Array) => void {
  const folder = process.env[VARIABLE]
  if (folder === undefined) return () => {}
  const file = join(folder, `${randomUUID()}.log`)
  return written => appendFileSync(file, written)
}

/** The logs of the whole run hold nothing personal: the run fails otherwise, and the folder stays to be looked at. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'zy-desk-logs-'))
  process.env[VARIABLE] = folder
  return async () => {
    const leaks = await leaksIn(folder)
    if (leaks.length === 0) return rm(folder, { recursive: true, force: true })
    // Thrown, it would keep the other setups from tidying up.
    process.exitCode = 1
    process.stderr.write(`Personal data in the logs of desks under test:\n${leaks.join('\n')}\n`)
  }
}

/** Lines as `file:line: what, in which form`. */
export async function leaksIn(folder: string): Promise<string[]> {
  const search = new MarkerSearch(PERSONAL_MARKERS)
  const leaks: string[] = []
  for (const name of await readdir(folder)) {
    const file = join(folder, name)
    const lines = (await readFile(file, 'latin1')).split('\n')
    for (const [i, line] of lines.entries()) {
      const found = search.in(Buffer.from(line, 'latin1'))
      for (const { marker, form } of found) leaks.push(`${file}:${i + 1}: ${marker} in ${form}`)
    }
  }
  return leaks
}
