import type { Said } from './chat-client.ts'
import type { Words } from './create-words.ts'

/** Lines for the terminal: who says what, with the choices under it as the page numbers them. */
export function describeMessage({ from, text, choices = [], media = [] }: Said, words: Words): string {
  const who = words(from === 'resident' ? 'you' : from)
  const parts = [
    ...(text ? [text] : []),
    ...media.map(({ type }) => words(type.startsWith('image/') ? 'photo' : 'voice')),
  ]
  const said = words('said', { who, text: plain(parts.join('\n')) })
  return [said, ...choices.map(({ number, label }) => `${number} ${plain(label)}`)].join('\n').replaceAll('\n', '\n  ')
}

/** Nothing that somebody wrote may steer the terminal. */
const plain = (text: string) => text.replace(/(?!\n)\p{Cc}/gu, ' ')
