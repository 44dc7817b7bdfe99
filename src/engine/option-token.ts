import type { Option, Talk } from './talk.ts'

/** `serial.number`: good only while its question is open. */
export function optionToken(serial: number, option: Option): string {
  return `${serial}.${option.number}`
}

/** The option that a press means; null: its question is no longer open. */
export function optionOfToken(talk: Talk, token: string): Option | null {
  const { open } = talk
  return open?.options.find(option => optionToken(open.serial, option) === token) ?? null
}
