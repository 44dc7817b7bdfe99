import type { ChatMessage } from '../../http/chat-message.ts'
import { timeText } from './civil-clock.ts'
import { make, makeButton } from './dom.ts'
import { authorOf, isResident, type Line, timeOf } from './line.ts'
import type { Outgoing } from './sending.ts'
import type { Words } from './words.ts'

type Choice = NonNullable<ChatMessage['choices']>[number]
type Card = NonNullable<ChatMessage['card']>

export interface LineActs {
  choose(choice: Choice): void
  undo(): void
  again(): void
  /** Puts the picture in once it is here. */
  showPhoto(frame: HTMLElement, source: string | Blob): void
}

/** How a line stands in the talk just now; drawn again when any of it changes. */
export interface Standing {
  readonly named: boolean
  /** The first of its day: that day, in words. */
  readonly day: string | null
  readonly open: boolean
  /** The newest of the resident's own: its state is told. */
  readonly newestOwn: boolean
  readonly undoable: boolean
}

export function drawLine(line: Line, standing: Standing, words: Words, acts: LineActs): HTMLElement {
  const element = make('div', `line from-${authorOf(line)}`)
  if (standing.day) element.appendChild(make('p', 'day', standing.day))
  element.appendChild(drawName(line, standing, words))
  if (line.kind === 'going') drawGoing(element, line.item, words, acts)
  else drawSaid(element, line.message, standing, words, acts)
  if (isResident(line)) drawState(element, line, standing, words, acts)
  return element
}

/** Always there for screen readers. */
function drawName(line: Line, { named }: Standing, words: Words): HTMLElement {
  const at = timeOf(line)
  const time = make('time', 'at', timeText(at, words.language))
  time.dateTime = new Date(at).toISOString()
  const who = authorOf(line)
  return make(
    'p',
    named ? 'who' : 'who hidden',
    make('span', 'speaker', words.say(who === 'resident' ? 'you' : who)),
    ' ',
    time,
  )
}

function drawGoing(element: HTMLElement, item: Outgoing, words: Words, acts: LineActs): void {
  if (item.photo) element.appendChild(drawPhoto(item.photo, words, acts))
  else element.appendChild(make('p', 'bubble', item.text))
}

function drawSaid(element: HTMLElement, message: ChatMessage, standing: Standing, words: Words, acts: LineActs): void {
  const text = message.card ? (message.lead ?? '') : message.text
  if (text) element.appendChild(make('p', 'bubble', text))
  for (const { type, url } of message.media ?? []) {
    if (type.startsWith('image/')) element.appendChild(drawPhoto(url, words, acts))
    else element.appendChild(make('p', 'bubble', words.say('voiceSent')))
  }
  if (message.card) element.appendChild(drawCard(message.card, standing, words, acts))
  if (message.choices) element.appendChild(drawChoices(message.choices, standing, words, acts))
}

function drawPhoto(source: string | Blob, words: Words, acts: LineActs): HTMLElement {
  const frame = make('div', 'photo', make('span', 'photo-name', words.say('photoSent')))
  acts.showPhoto(frame, source)
  return frame
}

function drawCard(card: Card, { undoable }: Standing, words: Words, acts: LineActs): HTMLElement {
  const lines = card.lines.map(({ name, value }) => make('div', 'fact', make('dt', '', name), make('dd', '', value)))
  const element = make('section', 'card', make('h2', 'card-title', card.title), make('dl', 'facts', ...lines))
  element.setAttribute('aria-label', card.title)
  if (undoable && card.undoUntil !== undefined) {
    element.appendChild(makeButton('plain undo', () => acts.undo(), words.say('undo')))
  }
  return element
}

function drawChoices(choices: readonly Choice[], { open }: Standing, words: Words, acts: LineActs): HTMLElement {
  if (open) {
    const buttons = choices.map(choice =>
      makeButton(
        choice.number === 0 ? 'choice choice-person' : 'choice',
        () => acts.choose(choice),
        make('span', 'number', String(choice.number)),
        ' ',
        make('span', 'choice-label', choice.label),
      ),
    )
    return make('div', 'choices', ...buttons)
  }
  const past = choices.map(choice => make('span', 'past-choice', `${choice.number} ${choice.label}`))
  return make('p', 'past', make('span', 'hidden', words.say('chosen')), ...past)
}

function drawState(element: HTMLElement, line: Line, { newestOwn }: Standing, words: Words, acts: LineActs): void {
  const state = line.kind === 'said' ? 'accepted' : line.item.state
  if (state === 'accepted') {
    if (newestOwn) element.appendChild(make('p', 'state', words.say('sent')))
  } else if (state === 'sending') {
    element.appendChild(make('p', 'state', words.say('sending')))
  } else {
    const photo = line.kind === 'going' && line.item.photo !== undefined
    const told = words.say(state === 'waiting' ? 'waiting' : photo ? 'refusedPhoto' : 'refused')
    element.appendChild(make('p', 'state state-waiting', told))
    if (state === 'waiting' || !photo)
      element.appendChild(makeButton('plain again', () => acts.again(), words.say('again')))
  }
}
