import type { Trouble } from './api.ts'
import { byId } from './dom.ts'
import type { Words } from './words.ts'

export interface ConnectionNotice {
  /** What the last request met with; null: all went well. */
  met(trouble: Trouble | null): void
  show(): void
}

/** Says in words that the network is away, for as long as it is. */
export function createConnectionNotice(words: Words): ConnectionNotice {
  const notice = byId('notice', HTMLElement)
  let away = false
  const show = () => {
    const text = navigator.onLine === false ? words.say('offline') : away ? words.say('trouble') : ''
    // The same words again would be read out again.
    if (notice.textContent !== text) notice.textContent = text
  }
  window.addEventListener('online', show)
  window.addEventListener('offline', show)
  return {
    met(trouble) {
      away = trouble === 'unreachable'
      show()
    },
    show,
  }
}
