import { useSyncExternalStore } from 'react'

/** Where the reader is: kept in the address after `#`, so that reload, back and a new sign-in find it again. */
export type Place =
  | { readonly screen: 'inbox'; readonly handoff: string | null }
  | { readonly screen: 'alarm'; readonly alarm: string }
  | { readonly screen: 'kitchen'; readonly query: string }
  | { readonly screen: 'words'; readonly wording: string | null }

export function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [screen, id] = path.split('/')
  if (screen === 'kitchen') return { screen, query }
  if (screen === 'words') return { screen, wording: id || null }
  if (screen === 'alarm' && id) return { screen, alarm: id }
  return { screen: 'inbox', handoff: (screen === 'inbox' && id) || null }
}

export function hrefOf(place: Place): string {
  switch (place.screen) {
    case 'inbox':
      return place.handoff ? `#/inbox/${place.handoff}` : '#/inbox'
    case 'alarm':
      return `#/alarm/${place.alarm}`
    case 'kitchen':
      return place.query ? `#/kitchen?${place.query}` : '#/kitchen'
    case 'words':
      return place.wording ? `#/words/${place.wording}` : '#/words'
  }
}

const listeners = new Set<() => void>()

/** At once, not when the browser tells of the new address: the next key may follow in the same breath. */
export function go(place: Place): void {
  window.location.hash = hrefOf(place)
  for (const notify of listeners) notify()
}

let seen = ''
let place = placeOf('')

/** The same object as long as the address is the same. */
function snapshot(): Place {
  if (window.location.hash !== seen) {
    seen = window.location.hash
    place = placeOf(seen)
  }
  return place
}

export function usePlace(): Place {
  return useSyncExternalStore(listener => {
    listeners.add(listener)
    window.addEventListener('hashchange', listener)
    return () => {
      listeners.delete(listener)
      window.removeEventListener('hashchange', listener)
    }
  }, snapshot)
}
