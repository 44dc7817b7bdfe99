import * as z from 'zod'
import { SettingError } from '../../core/errors.ts'
import type { AskDesk } from '../with-desk.ts'

const leftShape = z.object({ left: z.number() })
const someShape = z.object({ wrapped: z.number(), next: z.string().nullable() })

/** Asks for some at a time, each kept at once: whoever is stopped in between begins anew where it stood. */
export async function rewrapKeys(ask: AskDesk, say: (line: string) => void): Promise<string> {
  const left = async () => leftShape.parse(await ask('/operator/keys/left')).left
  const before = await left()
  if (before === 0) return 'SECRET_KEY wraps every key already: SECRET_KEY_OLD can go.'
  let wrapped = 0
  let after: string | null = null
  do {
    const some: z.infer<typeof someShape> = someShape.parse(await ask('/operator/keys/rewrap', { after }))
    wrapped += some.wrapped
    after = some.next
    say(`${wrapped} keys wrapped anew, ${Math.max(before - wrapped, 0)} left`)
  } while (after !== null)
  const more = await left()
  if (more > 0) throw new SettingError(`${more} keys were made under the former SECRET_KEY meanwhile. ${STILL_RUNNING}`)
  return 'Done: SECRET_KEY_OLD can go.'
}

const STILL_RUNNING =
  'A process that knows no other still runs: restart it with the new SECRET_KEY, then run this again. SECRET_KEY_OLD must stay until then.'
