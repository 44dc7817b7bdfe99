import { SettingError } from '../core/errors.ts'
import { rewrapKeys } from './rewrap/rewrap-keys.ts'
import { runCommand } from './run-command.ts'
import { withDesk } from './with-desk.ts'

const USAGE = 'npm run rewrap    wraps with SECRET_KEY what SECRET_KEY_OLD still wraps'

await runCommand(() => {
  if (process.argv.length > 2) throw new SettingError(USAGE)
  return withDesk(ask => rewrapKeys(ask, line => process.stdout.write(`${line}\n`)))
})
