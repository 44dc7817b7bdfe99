const EVERY_MS = 20

/** How late a timer of this process is at most: what a machine that is out of breath costs everybody. */
export class Lag {
  #most = 0
  #due = performance.now() + EVERY_MS
  readonly #timer = setInterval(() => {
    const now = performance.now()
    this.#most = Math.max(this.#most, now - this.#due)
    this.#due = now + EVERY_MS
  }, EVERY_MS)

  stop(): number {
    clearInterval(this.#timer)
    return this.#most
  }
}
