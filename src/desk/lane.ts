export interface Lane {
  /** Something may wait: returns at once. */
  wake(): void
  /** Resolves when it has nothing more to do. */
  idle(): Promise<void>
  /** Ends after the work under way. */
  stop(): Promise<void>
}

/**
 * Does one piece of work after another while there is any. `work` is true while there may be more; what it throws is
 * told, and tried again when somebody wakes it.
 */
export function createLane(work: () => Promise<boolean>, failed: (error: unknown) => void): Lane {
  let running: Promise<void> | null = null
  let woken = false
  let stopped = false

  async function run(): Promise<void> {
    while (woken && !stopped) {
      woken = false
      try {
        while (!stopped && (await work())) {}
      } catch (error) {
        failed(error)
      }
    }
  }

  function wake(): void {
    woken = true
    if (running || stopped) return
    running = run().finally(() => {
      running = null
      if (woken && !stopped) wake()
    })
  }

  return {
    wake,
    async idle() {
      while (running) await running
    },
    async stop() {
      stopped = true
      await running
    },
  }
}
