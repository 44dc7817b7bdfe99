/** What one person says, line by line, and by what words in the answer they know that they were understood. */
export interface ScriptLine {
  /** The nth person says the nth of these, and so on around. */
  readonly says: readonly string[]
  readonly hears: string
}
export type Script = readonly ScriptLine[]

export function saying({ says }: ScriptLine, person: number): string {
  return says[person % says.length] ?? ''
}

/** Of the nth person, and back. */
const FIRST_CHAT = 5_000_000_000
export const chatOf = (person: number) => FIRST_CHAT + person
export const personOf = (chat: number) => chat - FIRST_CHAT

// Numbers that no earlier crowd at the same database used.
let updates = (Date.now() % 1_000_000_000) * 1_000

/** https://core.telegram.org/bots/api#update */
export function textUpdate(person: number, text: string): string {
  const id = chatOf(person)
  const update = ++updates
  const date = Math.floor(Date.now() / 1_000)
  return `{"update_id":${update},"message":{"message_id":${update % 1_000_000},"from":{"id":${id},"is_bot":false,"first_name":"秀英","language_code":"zh-hans"},"chat":{"id":${id},"first_name":"秀英","type":"private"},"date":${date},"text":${JSON.stringify(text)}}}`
}
