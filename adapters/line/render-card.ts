import type { messagingApi } from '@line/bot-sdk'
import type { Card, OutboundBody } from '../../src/core/outbound.ts'
import { sizeOf } from '../../src/core/split-text.ts'

/** https://developers.line.biz/en/reference/messaging-api/#flex-message */
const ALT_TEXT_LIMIT = 1_500
const BUBBLE_BYTES = 30_000

const GREY = '#555555'

/**
 * One bubble with all of the message. `words` say the same in notifications, quotations and read aloud: where they
 * don't fit in whole there is no bubble (null).
 */
export function renderCard(body: OutboundBody, card: Card, words: string): messagingApi.FlexMessage | null {
  const contents = bubble(body, card)
  const fits = sizeOf(words, 'units') <= ALT_TEXT_LIMIT && sizeOf(JSON.stringify(contents), 'bytes') <= BUBBLE_BYTES
  return fits && words.trim() !== '' ? { type: 'flex', altText: words, contents } : null
}

function bubble({ text, choices }: OutboundBody, { title, lines }: Card): messagingApi.FlexBubble {
  const blocks = [
    written(text, { size: 'lg' }),
    [...written(title, { size: 'xl', weight: 'bold' }), ...lines.flatMap(row)],
    choices.flatMap(({ number, label }) => written(`${number} ${label}`, { size: 'lg' })),
  ].filter(block => block.length > 0)
  const contents = blocks.flatMap((block, i) => (i === 0 ? block : [separator(), ...block]))
  return { type: 'bubble', size: 'giga', body: { type: 'box', layout: 'vertical', spacing: 'md', contents } }
}

/** Name and value beside each other, both whole, however long. */
function row({ name, value }: Card['lines'][number]): messagingApi.FlexComponent[] {
  const contents = [...written(name, { color: GREY, flex: 2 }), ...written(value, { size: 'lg', flex: 5 })]
  return contents.length > 0 ? [{ type: 'box', layout: 'horizontal', spacing: 'md', contents }] : []
}

/** Large, and larger where the reader's phone says so. LINE refuses a text of nothing. */
function written(text: string, look: Partial<messagingApi.FlexText>): messagingApi.FlexText[] {
  if (text.trim() === '') return []
  return [{ type: 'text', text, wrap: true, scaling: true, size: 'lg', ...look }]
}

function separator(): messagingApi.FlexSeparator {
  return { type: 'separator', margin: 'lg' }
}
