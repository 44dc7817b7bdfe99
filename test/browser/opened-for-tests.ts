import { afterAll, beforeAll, beforeEach, vi } from 'vitest'

interface Fixture {
  /** As before the first test. */
  reset(): Promise<void>
  close(): Promise<void>
}

/** What the tests of a file have in common: opened before the first, reset before each, closed after the last. */
export function openedForTests<F extends Fixture>(open: () => Promise<F>): () => F {
  // A machine with other work takes a while for a page.
  vi.setConfig({ testTimeout: 90_000 })
  let opened: F | null = null
  beforeAll(async () => {
    opened = await open()
  })
  beforeEach(() => opened?.reset())
  afterAll(() => opened?.close())
  return () => {
    if (opened === null) throw new Error('opened once the tests run, not while they are collected')
    return opened
  }
}
