import type { ChatMessage } from '../../http/chat-message.ts'
import { ChatError, readMessages, type Session } from './api.ts'
import { startComposer } from './composer.ts'
import { createConnectionNotice } from './connection-notice.ts'
import { byId } from './dom.ts'
import { follow } from './following.ts'
import { setIcon } from './icons.ts'
import { isResident, lastSaid, newestFromDesk } from './line.ts'
import { photoFrames } from './photo-frame.ts'
import { createReadingAloud } from './reading-aloud.ts'
import { createScrolling } from './scrolling.ts'
import { createSending } from './sending.ts'
import { keptLanguage, startLanguages, startLargeType } from './settings.ts'
import { shrinkPhoto } from './shrink-photo.ts'
import { createStore } from './store.ts'
import { createTalk } from './talk.ts'
import { createTalkView } from './talk-view.ts'
import { createVisit } from './visit.ts'
import { createWords } from './words.ts'

const store = createStore(() => window.localStorage)
const words = createWords(keptLanguage(store))
const visit = createVisit(store, () => words.language)
const notice = createConnectionNotice(words)
const log = byId('log', HTMLElement)
const loading = byId('loading', HTMLElement)
const scrolling = createScrolling(byId('top', HTMLElement), () => {
  const lines = talk.lines()
  if (!lines.some(isResident)) return byId('welcome', HTMLElement)
  const newest = newestFromDesk(lines)
  return newest === null ? null : view.elementOf(newest)
})

const talk = createTalk(() => sending)
const sending = createSending({
  store,
  session: visit.session,
  newest: talk.newest,
  lost,
  changed: () => draw(),
  trouble: notice.met,
})
const photos = photoFrames(visit.session, words)
const view = createTalkView(log, words, {
  choose(choice) {
    const { id } = sending.sendChoice(choice.id, choice.label)
    // The pressed button is gone: the reader's place goes on from what was said with it.
    view.elementOf(id)?.focus({ preventScroll: true })
    scrolling.toNewest()
  },
  undo: () => say(words.say('undoSay')),
  again: () => sending.again(),
  showPhoto: (frame, source) => void photos(frame, source).then(() => scrolling.keep(() => {})),
})
const aloud = createReadingAloud(drawListen)

function draw(): void {
  const lines = talk.lines()
  // The greeting says the same.
  byId('danger', HTMLElement).hidden = lines.length > 0
  scrolling.keep(() => view.show(lines))
}

function say(text: string): void {
  aloud.stop()
  sending.sendText(text)
  scrolling.toNewest()
}

function arrived(messages: readonly ChatMessage[]): void {
  loading.hidden = true
  if (talk.add(messages)) draw()
}

function lost(session: Session): void {
  visit.forget(session)
  talk.clear()
  draw()
}

function drawListen(): void {
  const button = byId('listen', HTMLButtonElement)
  button.hidden = !aloud.possible
  button.setAttribute('aria-pressed', String(aloud.speaking))
  setIcon(button, aloud.speaking ? 'stop' : 'sound')
  const label = button.querySelector('span')
  if (label) label.textContent = words.say(aloud.speaking ? 'listenStop' : 'listen')
}

function readAloud(): void {
  if (aloud.speaking) {
    aloud.stop()
    return
  }
  const texts: string[] = []
  for (const { text, choices } of lastSaid(talk.lines())) {
    texts.push(text)
    for (const { number, label } of choices ?? []) texts.push(words.say('choice', { number, label }))
  }
  aloud.start(texts.join('\n'), words.language)
}

/** All texts of the page in the language chosen. */
function translate(): void {
  words.applyTo(document)
  const number = document.documentElement.dataset.phone ?? ''
  const call = byId('call', HTMLAnchorElement)
  call.href = `tel:${number.replace(/\D/g, '')}`
  call.setAttribute('aria-label', words.say('callNumber', { number }))
  drawListen()
  notice.show()
  draw()
}

function startButtons(): void {
  for (const element of Array.from(document.querySelectorAll('[data-icon]'))) {
    setIcon(element, element.getAttribute('data-icon') ?? '')
  }
  byId('back', HTMLButtonElement).addEventListener('click', () => say(words.say('backSay')))
  byId('person', HTMLButtonElement).addEventListener('click', () => say(words.say('personSay')))
  byId('listen', HTMLButtonElement).addEventListener('click', readAloud)
  const photo = byId('photo', HTMLInputElement)
  photo.addEventListener('change', async () => {
    const file = photo.files?.[0]
    photo.value = ''
    if (!file) return
    sending.sendPhoto(await shrinkPhoto(file))
    scrolling.toNewest()
  })
}

/** What was said before, then everything new for as long as the page is open. */
async function start(): Promise<void> {
  loading.hidden = false
  try {
    arrived(await readMessages(await visit.session(), null))
  } catch (error) {
    if (!(error instanceof ChatError)) throw error
    // Following tries again, from the beginning of the talk.
    notice.met(error.trouble)
    if (error.trouble === 'lost') visit.forget(await visit.session())
  }
  loading.hidden = true
  scrolling.toNewest()
  // Not before screen readers have taken the page in: the history is not news.
  setTimeout(() => log.setAttribute('aria-live', 'polite'), 1_000)
  const following = follow({ session: visit.session, lost, newest: talk.newest, arrived, trouble: notice.met })
  const hurry = () => {
    following.hurry()
    sending.again()
  }
  window.addEventListener('online', hurry)
  document.addEventListener('visibilitychange', () => document.hidden || hurry())
  sending.again()
}

const composer = startComposer(store, say)
startLargeType(store, () => {
  composer.grow()
  scrolling.toNewest()
})
startLanguages(store, words, () => {
  translate()
  say(words.say('sayLanguage'))
})
startButtons()
translate()
// A receipt loses its 撤销 when the time is over.
setInterval(draw, 20_000)
void start()
