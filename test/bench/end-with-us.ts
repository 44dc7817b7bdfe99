import type { ChildProcess } from 'node:child_process'

/** A process that is started here must not outlive this one, however this one ends. */
export function endWithUs(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  const end = () => child.kill(signal)
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
}
