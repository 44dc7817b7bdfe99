import { type PointerEvent, type UIEvent, useEffect, useRef, useState } from 'react'

/** A mouse at rest is not about to click. */
const REST_MS = 4_000

/** True while somebody points into the list or has scrolled down in it. */
export function useHold() {
  const [pointing, setPointing] = useState(false)
  const [scrolled, setScrolled] = useState(false)
  const timer = useRef<number>(undefined)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const rest = () => {
    window.clearTimeout(timer.current)
    setPointing(false)
  }
  const handlers = {
    onPointerMove(event: PointerEvent) {
      if (event.pointerType !== 'mouse') return
      setPointing(true)
      window.clearTimeout(timer.current)
      timer.current = window.setTimeout(() => setPointing(false), REST_MS)
    },
    onPointerLeave: rest,
    onScroll: (event: UIEvent) => setScrolled(event.currentTarget.scrollTop > 4),
  }
  return { held: pointing || scrolled, handlers }
}
