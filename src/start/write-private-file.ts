import { randomUUID } from 'node:crypto'
import { rename, writeFile } from 'node:fs/promises'

/** Whole or not at all, whenever the process dies, and readable by its owner alone. */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, text, { mode: 0o600 })
  await rename(draft, file)
}
