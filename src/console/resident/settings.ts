import type { Language } from '../../core/language.ts'
import { byId } from './dom.ts'
import type { Store } from './store.ts'
import { isLanguage, languageOfBrowser, type Words } from './words.ts'

export function keptLanguage(store: Store): Language {
  const kept = store.get('language')
  return isLanguage(kept) ? kept : languageOfBrowser(navigator.languages ?? [navigator.language])
}

/** 大字: kept, and put on before anything is drawn. */
export function startLargeType(store: Store, changed: () => void): void {
  const button = byId('large', HTMLButtonElement)
  const put = (large: boolean) => {
    document.documentElement.classList.toggle('large', large)
    button.setAttribute('aria-pressed', String(large))
  }
  put(store.get('large') === true)
  button.addEventListener('click', () => {
    const large = store.get('large') !== true
    store.set('large', large)
    put(large)
    changed()
  })
}

export function startLanguages(store: Store, words: Words, changed: () => void): void {
  const button = byId('language', HTMLButtonElement)
  const list = byId('languages', HTMLElement)
  const choices = Array.from(list.querySelectorAll('button'))
  const open = (wanted: boolean) => {
    list.hidden = !wanted
    button.setAttribute('aria-expanded', String(wanted))
  }
  const mark = () => {
    for (const choice of choices)
      choice.setAttribute('aria-pressed', String(choice.dataset.language === words.language))
  }
  button.addEventListener('click', () => open(list.hidden === true))
  list.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    open(false)
    button.focus()
  })
  for (const choice of choices) {
    choice.addEventListener('click', () => {
      const { language } = choice.dataset
      open(false)
      button.focus()
      if (!isLanguage(language) || language === words.language) return
      words.language = language
      store.set('language', language)
      mark()
      changed()
    })
  }
  mark()
}
