import { useEffect, useRef } from 'react'
import { SHORTCUTS, type Shortcut } from './shortcuts.ts'

type Handlers = Partial<Readonly<Record<Shortcut, () => void>>>

/** How long the second key of a pair may take. */
const PAIR_MS = 1_500
const active = new Set<{ readonly current: Handlers }>()
let first: { readonly key: string; readonly at: number } | null = null
let listening = false

/** While the component is on screen, these keys do that; the one mounted last wins. */
export function useShortcuts(handlers: Handlers): void {
  const current = useRef(handlers)
  useEffect(() => {
    current.current = handlers
  })
  useEffect(() => {
    active.add(current)
    if (!listening) window.addEventListener('keydown', press)
    listening = true
    return () => {
      active.delete(current)
    }
  }, [])
}

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return
  if (isTyping(event.target) || document.querySelector('dialog[open]')) return
  const key = event.key.toLowerCase()
  const pair = first && event.timeStamp - first.at < PAIR_MS ? `${first.key} ${key}` : null
  first = null
  const handler = (pair && find(pair)) || find(key)
  if (handler) {
    event.preventDefault()
    handler()
  } else if (key === 'g') {
    first = { key, at: event.timeStamp }
  }
}

function find(keys: string): (() => void) | undefined {
  for (const handlers of [...active].reverse()) {
    for (const [name, handler] of Object.entries(handlers.current)) {
      if (SHORTCUTS[name as Shortcut].keys === keys) return handler // Object.entries forgets the keys
    }
  }
  return undefined
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]')
}
