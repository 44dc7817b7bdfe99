import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SettingError } from '../src/core/errors.ts'

/**
 * Makes the folder (mode 0700) and holds it for this process alone until `release`, or until the process dies in
 * whatever way: Node has no flock, but the operating system frees an SQLite transaction's lock with its process.
 */
export function holdFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700) // it may have been there before, with another mode
  const lock = new DatabaseSync(join(folder, 'in-use.sqlite'))
  try {
    lock.exec('pragma busy_timeout = 0; begin exclusive')
  } catch (error) {
    lock.close()
    throw new SettingError(
      `The data folder ${folder} is in use by another process. Stop that one, or set DATA_DIR to another folder.`,
      { cause: error },
    )
  }
  return { release: () => lock.close() }
}
