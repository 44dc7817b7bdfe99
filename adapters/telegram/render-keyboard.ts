import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from 'telegraf/types'
import type { Choice, Expected } from '../../src/core/outbound.ts'

/** Telegram refuses more; far fewer are ever of use. */
const MAX_BUTTONS = 100
/** In columns, where a Chinese character takes two: what a phone with large type shows on half of its width, and on all of it. */
const HALF = 16
const WHOLE = 40

export interface KeyboardWords {
  readonly sharePhone: string
  readonly shareLocation: string
}

export interface RenderedChoices {
  readonly keyboard: InlineKeyboardMarkup
  /** What the buttons can't show: every choice in full, to be read in the text. */
  readonly listed: readonly string[]
}

export function renderChoices(choices: readonly Choice[]): RenderedChoices {
  const full = choices.map(choice => `${choice.number} ${choice.label}`)
  const buttons = choices.slice(0, MAX_BUTTONS).map(({ token }, i) => ({
    text: shortened(full[i] ?? ''),
    callback_data: token,
  }))
  const isCut = choices.length > buttons.length || buttons.some(({ text }, i) => text !== full[i])
  const inRow = buttons.every(({ text }) => columnsOf(text) <= HALF) ? 2 : 1
  return { keyboard: { inline_keyboard: rowsOf(buttons, inRow) }, listed: isCut ? full : [] }
}

/** Only a keyboard in place of the letters can hand over a phone number or a place. */
export function renderExpected(expected: Expected | undefined, words: KeyboardWords): ReplyKeyboardMarkup | null {
  const button =
    expected === 'phone'
      ? { text: words.sharePhone, request_contact: true as const }
      : expected === 'location'
        ? { text: words.shareLocation, request_location: true as const }
        : null
  return button && { keyboard: [[button]], one_time_keyboard: true, resize_keyboard: true }
}

function rowsOf<T>(buttons: readonly T[], inRow: number): T[][] {
  const starts = Array.from({ length: Math.ceil(buttons.length / inRow) }, (_, row) => row * inRow)
  return starts.map(start => buttons.slice(start, start + inRow))
}

function shortened(label: string): string {
  if (columnsOf(label) <= WHOLE) return label
  let kept = ''
  for (const character of label) {
    if (columnsOf(kept) + columnsOf(character) > WHOLE - 1) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}

/** Han, kana, full width and emoji are twice as wide as letters. */
function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += (character.codePointAt(0) ?? 0) >= 0x1100 && character !== '…' ? 2 : 1
  return columns
}
