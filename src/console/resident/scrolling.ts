const NEAR = 200

export interface Scrolling {
  /** Runs a change of the page; a reader at the end stays at the end, one who reads above stays there. */
  keep(change: () => void): void
  toEnd(): void
}

/** Always at once: nothing on this page moves by itself. */
export function createScrolling(): Scrolling {
  const root = document.documentElement
  const isAtEnd = () => root.scrollHeight - window.innerHeight - window.pageYOffset < NEAR
  const toEnd = () => window.scrollTo(0, root.scrollHeight)
  return {
    keep(change) {
      const wasAtEnd = isAtEnd()
      change()
      if (wasAtEnd) toEnd()
    },
    toEnd,
  }
}
