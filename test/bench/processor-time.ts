import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100

interface Stat {
  readonly parent: number
  readonly own: number
  /** Of its children that have ended. */
  readonly ended: number
}

/** Seconds of processor time of a process, its threads included. */
export function processorTime(pid: number): number {
  return statOf(pid).own
}

/** Of a PostgreSQL server by its first process: connections that ended in between are not forgotten. */
export function serverTime(postmaster: number): number {
  const { own, ended } = statOf(postmaster)
  let sum = own + ended
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = statOf(Number(name))
      if (stat.parent === postmaster) sum += stat.own
    } catch {
      // It ended just now.
    }
  }
  return sum
}

/** Megabytes of memory in use, now and at most so far. */
export function memoryOf(pid: number): { readonly now: number; readonly most: number } {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]) / 1024
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') }
}

/** The process that started the one given. */
export function parentOf(pid: number): number {
  return statOf(pid).parent
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name, in brackets, may hold anything. */
function statOf(pid: number): Stat {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const seconds = (place: number) => Number(fields[place]) / TICKS
  return { parent: Number(fields[1]), own: seconds(11) + seconds(12), ended: seconds(13) + seconds(14) }
}
