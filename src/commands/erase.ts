import { parseArgs } from 'node:util'
import * as z from 'zod'
import { SettingError } from '../core/errors.ts'
import { runCommand } from './run-command.ts'
import { withDesk } from './with-desk.ts'

const USAGE = 'npm run erase -- --contact ID    erase one person’s data, as far as the law allows'
const answerShape = z.object({ kept: z.boolean() })

function readContact(): string {
  const contact = z.uuid().safeParse(given())
  if (!contact.success) throw new SettingError(USAGE)
  return contact.data
}

function given(): unknown {
  try {
    return parseArgs({ options: { contact: { type: 'string' } } }).values.contact
  } catch {
    // An option that we don't have, or one without its value.
    return null
  }
}

await runCommand(async () => {
  const contact = readContact()
  const answer = await withDesk(ask => ask(`/operator/people/${contact}/erase`))
  return answerShape.parse(answer).kept
    ? 'Erased. Files that must be kept by law stay, with the name and ID number.'
    : 'Erased.'
})
