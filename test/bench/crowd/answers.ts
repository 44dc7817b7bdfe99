import { personOf } from './script.ts'

interface Awaited {
  readonly words: string
  readonly since: number
  readonly heard: (at: number | null) => void
}

/** Who waits for which words. Times are of `performance.now`. */
export class Answers {
  /** What nobody waited for, or not in these words: the first few, to be read. */
  readonly strays: string[] = []
  strayCount = 0
  news = 0
  readonly #awaited = new Map<number, Awaited>()
  readonly #patienceMs: number
  readonly #newsWords: string | null
  readonly #timer: NodeJS.Timeout

  constructor(patienceMs: number, newsWords: string | null) {
    this.#patienceMs = patienceMs
    this.#newsWords = newsWords
    this.#timer = setInterval(() => this.#giveUp(), 500)
  }

  /** Resolves with the time at which the platform got those words for that person; null: never. */
  expect(person: number, words: string): Promise<number | null> {
    return new Promise(heard => this.#awaited.set(person, { words, since: performance.now(), heard }))
  }

  heard(chat: number, body: string): void {
    if (this.#newsWords !== null && body.includes(this.#newsWords)) {
      this.news++
      return
    }
    const person = personOf(chat)
    const awaited = this.#awaited.get(person)
    if (!awaited || !body.includes(awaited.words)) {
      this.strayCount++
      if (this.strays.length < 5)
        this.strays.push(`${awaited?.words ?? 'nothing'} was waited for: ${body.slice(0, 300)}`)
      return
    }
    this.#awaited.delete(person)
    awaited.heard(performance.now())
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #giveUp(): void {
    const before = performance.now() - this.#patienceMs
    for (const [person, { since, heard }] of this.#awaited) {
      if (since > before) return
      this.#awaited.delete(person)
      heard(null)
    }
  }
}
