import { useLayoutEffect, useRef, useState } from 'react'

/** Nearer to the end than this is at the end. */
const NEAR_PX = 48

/** Follows the end of a talk only while the reader is there; else counts what is new below. `own`: always followed. */
export function useStickToEnd(count: number, own: number) {
  const scroller = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const seen = useRef(count)
  const ownBefore = useRef(own)
  const [fresh, setFresh] = useState(0)

  const toEnd = () => {
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
    atEnd.current = true
    seen.current = count
    setFresh(0)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: toEnd only touches refs and the counts given here
  useLayoutEffect(() => {
    if (atEnd.current || own > ownBefore.current) toEnd()
    else setFresh(Math.max(0, count - seen.current))
    ownBefore.current = own
  }, [count, own])
  // What grows later (photos, the answer box) must not push the end out of sight.
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const follow = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight
    })
    follow.observe(box)
    for (const child of box.children) follow.observe(child)
    return () => follow.disconnect()
  }, [])

  const onScroll = () => {
    const box = scroller.current
    if (!box) return
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX
    if (atEnd.current) {
      seen.current = count
      setFresh(0)
    }
  }
  return { scroller, fresh, toEnd, onScroll }
}
