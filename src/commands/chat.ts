import { SettingError } from '../core/errors.ts'
import { BASE_LANGUAGE } from '../core/language.ts'
import { readSettings, type Settings } from '../settings.ts'
import { httpAddress } from '../start/http-address.ts'
import { ChatError, createChatClient } from './chat/chat-client.ts'
import { converse } from './chat/converse.ts'
import { createConnection } from './chat/create-connection.ts'
import { createScreen } from './chat/create-screen.ts'
import { createTalk } from './chat/create-talk.ts'
import { createWords, type Words } from './chat/create-words.ts'
import { describeMessage } from './chat/describe-message.ts'
import { type FoundDesk, findDesk } from './chat/find-desk.ts'
import { createKeptSessions } from './chat/kept-sessions.ts'
import { type ChatArguments, readArguments } from './chat/read-arguments.ts'

/** Nobody sits at a pipe to see that the desk stays away. */
const PATIENCE_OF_A_PIPE = 120_000

async function chat(given: ChatArguments, settings: Settings, leaving: AbortController): Promise<void> {
  const { signal } = leaving
  const sessions = createKeptSessions(settings.dataDir)
  const name = given.address ?? settings.publicUrl ?? httpAddress(settings.host, settings.port)
  const kept = given.fresh ? null : await sessions.get(name)
  const language = given.language ?? kept?.language ?? BASE_LANGUAGE
  const words = createWords(language)
  const screen = createScreen(() => leaving.abort())
  signal.addEventListener('abort', () => screen.close())
  const tell = (key: Parameters<Words>[0]) => screen.print(`· ${words(key)}`)
  const patience = screen.interactive ? Number.POSITIVE_INFINITY : PATIENCE_OF_A_PIPE
  let desk: FoundDesk | null = null
  try {
    desk = await findDesk(given.address, settings, { words, tell, leaving: signal })
    if (screen.interactive) tell('hint')
    const talk = createTalk({
      client: createChatClient(desk.url, signal),
      connection: createConnection({ tell, leaving: signal, patience }),
      language,
      kept,
      keep: session => sessions.set(name, { ...session, language }),
      show: said => screen.print(describeMessage(said, words)),
      tell,
      leaving: signal,
    })
    const resumed = await talk.resume()
    const another = resumed && kept !== null && kept.language !== language
    if (another) await sessions.set(name, { ...kept, language })
    const ports = { talk, screen, words, leaving: signal }
    await Promise.race([talk.follow(), converse(ports, resumed, another ? words('say_language') : null)])
  } catch (error) {
    // What was under way when somebody leaves breaks off.
    if (!signal.aborted) throw error
  } finally {
    leaving.abort()
    if (screen.interactive) tell('goodbye')
    await desk?.close()
  }
}

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2))
  if (given === null) {
    process.stderr.write(`${createWords(BASE_LANGUAGE)('usage')}\n`)
    return 2
  }
  const leaving = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => leaving.abort())
  try {
    await chat(given, readSettings(process.env), leaving)
    return 0
  } catch (error) {
    // A desk that stayed away was told of in the talk.
    if (error instanceof ChatError) return 1
    if (!(error instanceof SettingError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

process.exitCode = await main()
