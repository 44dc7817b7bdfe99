import type { Database } from '../../db/database.ts'

/** Commits; `last` is what the transaction does before it. */
type Commit = (last?: () => void) => Promise<void>
type Instead = (commit: Commit) => Promise<void>

/** A database whose next transaction goes as it is told, once. */
export class NextCommit {
  #instead: Instead | null = null

  goes(instead: Instead): void {
    this.#instead = instead
  }

  get isOver(): boolean {
    return this.#instead === null
  }

  readonly of = (own: Database): Database => ({
    ...own,
    transaction: async (work, options) => {
      const instead = this.#instead
      this.#instead = null
      if (!instead) return own.transaction(work, options)
      const values: Awaited<ReturnType<typeof work>>[] = []
      await instead(last =>
        own.transaction(async tx => {
          values.push(await work(tx))
          last?.()
        }, options),
      )
      const [value] = values
      if (values.length !== 1) throw new Error('it was to be committed once')
      return value as Awaited<ReturnType<typeof work>> // the one value, whatever its type
    },
  })
}

export const takenBack: Instead = commit =>
  commit(() => {
    throw new Error('the commit failed')
  })

export const answerLost: Instead = async commit => {
  await commit()
  throw new Error('the line was lost')
}
