import { useEffect, useRef } from 'react'
import type { AlarmCard } from '../../../http/api.ts'
import { useWords } from '../texts/words.tsx'
import { alarmSentence } from './alarm-words.ts'

/** A notice on the computer's desktop for each alarm that comes while the page is out of sight; gone once taken. */
export function useNotifications(raised: readonly AlarmCard[]): void {
  const words = useWords()
  const shown = useRef(new Map<string, Notification | null>())
  useEffect(() => {
    const waiting = new Set(raised.map(alarm => alarm.id))
    for (const [id, notice] of shown.current) {
      if (waiting.has(id)) continue
      notice?.close()
      shown.current.delete(id)
    }
    for (const alarm of raised) {
      if (shown.current.has(alarm.id)) continue
      shown.current.set(alarm.id, document.hasFocus() ? null : notify(alarmSentence(words, alarm), alarm.id))
    }
  }, [raised, words])
}

function notify(text: string, tag: string): Notification | null {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return null
  try {
    const notice = new Notification(text, { tag, requireInteraction: true })
    notice.onclick = () => window.focus()
    return notice
  } catch {
    // Some phones know Notification and yet refuse to make one outside a service worker: the page still sounds.
    return null
  }
}
