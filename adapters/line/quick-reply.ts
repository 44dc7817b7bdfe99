import type { messagingApi } from '@line/bot-sdk'
import type { Choice, Expected, OutboundBody } from '../../src/core/outbound.ts'
import type { LineWords } from './line-words.ts'

/** https://developers.line.biz/en/reference/messaging-api/#quick-reply and #postback-action */
const ITEMS = 13
const LABEL_LIMIT = 20
const DISPLAY_LIMIT = 300

/** LINE's own control first, then the choices; those beyond the thirteenth are still in the text, by number. */
export function quickReply(body: OutboundBody, words: LineWords): messagingApi.QuickReply | undefined {
  const actions = [...(body.expects ? controls(body.expects, words) : []), ...body.choices.map(press)]
  if (actions.length === 0) return undefined
  return { items: actions.slice(0, ITEMS).map(action => ({ type: 'action', action })) }
}

function controls(expected: Expected, words: LineWords): messagingApi.Action[] {
  switch (expected) {
    case 'date':
      return [{ type: 'datetimepicker', label: shorten(words.date, LABEL_LIMIT), data: 'date', mode: 'date' }]
    case 'location':
      return [{ type: 'location', label: shorten(words.location, LABEL_LIMIT) }]
    case 'photo':
      return [
        { type: 'camera', label: shorten(words.camera, LABEL_LIMIT) },
        { type: 'cameraRoll', label: shorten(words.album, LABEL_LIMIT) },
      ]
    case 'phone':
      // LINE has no button that gives a phone number.
      return []
  }
}

/** The chat then shows what was chosen, as if it had been written. */
function press({ token, number, label }: Choice): messagingApi.Action {
  return {
    type: 'postback',
    label: shorten(`${number} ${label}`, LABEL_LIMIT),
    data: token,
    displayText: shorten(label, DISPLAY_LIMIT),
  }
}

const characters = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** Whole characters only. LINE counts these as readers do; UTF-16 units are never fewer, so they fit either way. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text
  let head = ''
  for (const { segment } of characters.segment(text)) {
    if (head.length + segment.length >= limit) break
    head += segment
  }
  return `${head}…`
}
