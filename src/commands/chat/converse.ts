import { ChatError } from './chat-client.ts'
import type { Screen } from './create-screen.ts'
import type { Talk } from './create-talk.ts'
import type { Words } from './create-words.ts'

export interface ConversePorts {
  readonly talk: Talk
  readonly screen: Screen
  readonly words: Words
  readonly leaving: AbortSignal
}

/**
 * What is typed goes out in order, until its end; a pipe's next line waits until the one before was answered.
 * `first`: what is said before, in the name of whoever sits here.
 */
export async function converse(ports: ConversePorts, greeted: boolean, first: string | null): Promise<void> {
  const { talk, screen, words, leaving } = ports
  if (!greeted && !screen.interactive) await talk.answered(null)
  if (first !== null) await sayLine(ports, first)
  for await (const line of screen.lines(words('said', { who: words('you'), text: '' }))) {
    if (leaving.aborted) return
    if (line.trim() !== '') await sayLine(ports, line.trim())
  }
}

async function sayLine({ talk, screen, words }: ConversePorts, text: string): Promise<void> {
  if (!screen.interactive) screen.print(words('said', { who: words('you'), text }))
  const id = await talk.say(text).catch(error => {
    const refused = error instanceof ChatError && error.trouble === 'refused'
    screen.print(`· ${refused ? words('refused') : words('not_sent', { text })}`)
    if (refused) return null
    throw error
  })
  if (id !== null && !screen.interactive) await talk.answered(id)
}
