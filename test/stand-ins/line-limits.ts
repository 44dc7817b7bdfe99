/** What LINE finds wrong with message objects, as its own error details: the limits of its reference. */
export interface LineFault {
  readonly message: string
  readonly property: string
}

type Json = Readonly<Record<string, unknown>>

const TYPES = ['text', 'textV2', 'sticker', 'image', 'video', 'audio', 'location', 'imagemap', 'template', 'flex']
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** https://developers.line.biz/en/reference/messaging-api/#message-objects */
export function faultsIn(messages: unknown): LineFault[] {
  if (!Array.isArray(messages) || messages.length < 1 || messages.length > 5)
    return [{ message: 'Size must be between 1 and 5', property: 'messages' }]
  return messages.flatMap((message, i) => faultsOf(asJson(message), `messages[${i}]`))
}

function faultsOf(message: Json, at: string): LineFault[] {
  return [...own(message, at), ...quickReplyFaults(message.quickReply, `${at}.quickReply`)]
}

function own(message: Json, at: string): LineFault[] {
  if (message.type === 'text') return length(message.text, 5_000, `${at}.text`)
  if (message.type === 'flex')
    return [...length(message.altText, 1_500, `${at}.altText`), ...bubbleFaults(asJson(message.contents), at)]
  if (TYPES.includes(String(message.type))) return []
  return [{ message: `Must be one of the following values: [${TYPES.join(', ')}]`, property: `${at}.type` }]
}

function bubbleFaults(bubble: Json, at: string): LineFault[] {
  const property = `${at}.contents`
  if (bubble.type !== 'bubble') return [{ message: 'unknown type', property }]
  if (Buffer.byteLength(JSON.stringify(bubble)) > 30_000) return [{ message: 'bubble is too large', property }]
  return bubble.body === undefined ? [] : partFaults(asJson(bubble.body), `${property}.body`)
}

function partFaults(part: Json, at: string): LineFault[] {
  if (part.type === 'separator') return []
  if (part.type === 'text') return length(part.text, Number.POSITIVE_INFINITY, `${at}.text`)
  if (part.type !== 'box') return [{ message: 'unknown type', property: at }]
  if (!['vertical', 'horizontal', 'baseline'].includes(String(part.layout)) || !Array.isArray(part.contents))
    return [{ message: 'invalid box', property: at }]
  return part.contents.flatMap((one, i) => partFaults(asJson(one), `${at}.contents[${i}]`))
}

function quickReplyFaults(quickReply: unknown, at: string): LineFault[] {
  if (quickReply === undefined) return []
  const { items } = asJson(quickReply)
  if (!Array.isArray(items) || items.length < 1 || items.length > 13)
    return [{ message: 'Size must be between 1 and 13', property: `${at}.items` }]
  return items.flatMap((item, i) => actionFaults(asJson(asJson(item).action), `${at}.items[${i}].action`))
}

function actionFaults(action: Json, at: string): LineFault[] {
  const label = counted(action.label, 20, `${at}.label`)
  switch (action.type) {
    case 'postback':
      return [...label, ...length(action.data, 300, `${at}.data`), ...counted(action.displayText, 300, at)]
    case 'datetimepicker':
      return [...label, ...length(action.data, 300, `${at}.data`), ...oneOf(action.mode, at)]
    case 'location':
    case 'camera':
    case 'cameraRoll':
      return label
    default:
      return [{ message: 'unknown action', property: `${at}.type` }]
  }
}

function oneOf(mode: unknown, at: string): LineFault[] {
  const good = ['date', 'time', 'datetime'].includes(String(mode))
  return good ? [] : [{ message: 'invalid mode', property: `${at}.mode` }]
}

/** In UTF-16 units. */
function length(text: unknown, most: number, property: string): LineFault[] {
  if (typeof text !== 'string' || text === '') return [{ message: 'May not be empty', property }]
  return text.length > most ? [{ message: `Length must be between 0 and ${most}`, property }] : []
}

/** In characters as readers count them: https://developers.line.biz/en/docs/messaging-api/text-character-count/ */
function counted(text: unknown, most: number, property: string): LineFault[] {
  if (typeof text !== 'string' || text === '') return [{ message: 'May not be empty', property }]
  const characters = [...graphemes.segment(text)].length
  return characters > most ? [{ message: `Length must be between 0 and ${most}`, property }] : []
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {} // any object has some fields or none
}
