import { useSyncExternalStore } from 'react'
import type { LiveEvent } from '../../../http/api.ts'
import { ask } from './ask.ts'
import { refresh } from './resources.ts'

/** Everything that the feed speaks of. */
const EVERYTHING = '/api/'
const ALARMS = '/api/alarms'
/** A feed can hang without a word (a proxy in between): alarms are also asked for by the clock. */
const POLL_LIVE_MS = 15_000
const POLL_LOST_MS = 3_000
const RETRY_MS = 2_000

type Link = 'opening' | 'live' | 'lost'
let link: Link = 'opening'
const listeners = new Set<() => void>()

function setLink(next: Link): void {
  if (link === next) return
  link = next
  for (const notify of listeners) notify()
}

export function useLink(): Link {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => link,
  )
}

/** Events only say what changed; what is on screen of it is asked for again. */
function apply(event: LiveEvent, whenSignedOut: () => void): void {
  switch (event.kind) {
    case 'alarm':
      refresh(ALARMS)
      break
    case 'handoff':
      refresh('/api/handoffs?', `/api/handoffs/${event.id}`)
      break
    case 'message':
      refresh('/api/handoffs?', `/api/handoffs/${event.handoff}`, `/api/alarms/${event.alarm}`)
      break
    case 'refresh':
      refresh(EVERYTHING)
      break
    case 'signed_out':
      whenSignedOut()
  }
}

/** Listens to `/api/events` until the returned function is called. */
export function startLiveFeed(whenSignedOut: () => void): () => void {
  let source: EventSource | null = null
  let retry: number | undefined
  let lastPoll = Date.now()

  const open = () => {
    source = new EventSource('/api/events')
    source.onopen = () => {
      // What came between the first answers and the opening was told to nobody.
      refresh(EVERYTHING)
      setLink('live')
    }
    source.onerror = () => {
      setLink('lost')
      // After an answer that is not a stream (401, 503) the browser gives up: asking who I am finds a lost session.
      if (source?.readyState !== EventSource.CLOSED) return
      void ask('/api/me').catch(() => {})
      window.clearTimeout(retry)
      retry = window.setTimeout(open, RETRY_MS)
    }
    for (const kind of ['alarm', 'handoff', 'message', 'refresh', 'signed_out'] as const) {
      source.addEventListener(kind, message => {
        apply(JSON.parse(message.data) as LiveEvent, whenSignedOut) // our own server's event of that name
      })
    }
  }
  const poll = window.setInterval(() => {
    if (Date.now() - lastPoll < (link === 'live' ? POLL_LIVE_MS : POLL_LOST_MS)) return
    lastPoll = Date.now()
    refresh(ALARMS, ...(link === 'live' ? [] : ['/api/handoffs']))
  }, 1_000)

  open()
  return () => {
    window.clearInterval(poll)
    window.clearTimeout(retry)
    source?.close()
    setLink('opening')
  }
}
