import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

/** Until the process answers there with 2xx. Throws once it has ended instead. */
export async function untilOpen(url: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + 60_000
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended instead of starting')
    if (performance.now() > until) throw new Error(`nothing answers at ${url}`)
    const open = await fetch(url).then(
      answer => answer.ok,
      () => false,
    )
    if (open) return
    await pause(20)
  }
}
