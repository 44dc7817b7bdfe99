const NEAR = 160
const AIR = 12

export interface Scrolling {
  /** Runs a change of the page: who follows the talk sees the newest of it, who reads above stays there. */
  keep(change: () => void): void
  /** To the beginning of the newest, or to the end if all of it fits. */
  toNewest(): void
}

/** Always at once: nothing on this page moves by itself. `newest`: where the newest begins; null: at the end. */
export function createScrolling(top: HTMLElement, newest: () => HTMLElement | null): Scrolling {
  const root = document.documentElement
  let placed = 0
  const end = () => root.scrollHeight - window.innerHeight
  const toNewest = () => {
    const element = newest()
    // The top of the page stands over the talk, unless the screen is too low for that.
    const covered = getComputedStyle(top).position === 'sticky' ? top.offsetHeight : 0
    const begin = element ? element.getBoundingClientRect().top + window.pageYOffset - covered - AIR : end()
    placed = Math.max(0, Math.min(begin, end()))
    window.scrollTo(0, placed)
  }
  return {
    keep(change) {
      const follows = Math.abs(window.pageYOffset - placed) < NEAR || end() - window.pageYOffset < NEAR
      change()
      if (follows) toNewest()
    },
    toNewest,
  }
}
