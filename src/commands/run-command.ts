import { SettingError } from '../core/errors.ts'

/** Prints what a command gives, or why it can't in one line; anything else is a bug, and shows where. */
export async function runCommand(command: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await command()}\n`)
  } catch (error) {
    if (!(error instanceof SettingError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
