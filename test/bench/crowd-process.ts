import { fork } from 'node:child_process'
import { once } from 'node:events'
import { folder } from '../../src/core/folder.ts'
import type { Crowded, FromCrowd, Load } from './crowd/load.ts'
import { endWithUs } from './end-with-us.ts'

export interface Crowd {
  readonly pid: number
  /** Where bots send their answers. */
  readonly apiRoot: string
  /** `mark` is called at the begin and at the end of the measurement. */
  run(load: Load, mark: (which: 'measuring' | 'measured') => void): Promise<Crowded>
  stop(): Promise<void>
}

export async function startCrowd(): Promise<Crowd> {
  const child = fork(folder('test/bench/crowd/main.ts'), { execArgv: ['--disable-warning=ExperimentalWarning'] })
  endWithUs(child)
  const ended = once(child, 'exit')
  const listeners = new Set<(message: FromCrowd) => void>()
  child.on('message', message => {
    // Sent by crowd/main.ts alone.
    for (const listener of listeners) listener(message as FromCrowd)
  })
  const dies = ended.then(() => {
    throw new Error('the crowd is gone')
  })
  dies.catch(() => {}) // whoever waits for it hears of it
  const until = <T>(pick: (message: FromCrowd) => T | undefined): Promise<T> => {
    const { promise, resolve } = Promise.withResolvers<T>()
    const listener = (message: FromCrowd) => {
      const picked = pick(message)
      if (picked !== undefined) resolve(picked)
    }
    listeners.add(listener)
    return Promise.race([promise, dies]).finally(() => listeners.delete(listener))
  }
  const port = await until(message => (message.kind === 'open' ? message.port : undefined))
  return {
    pid: child.pid ?? 0,
    apiRoot: `http://127.0.0.1:${port}`,
    run(load, mark) {
      const done = until(message => {
        if (message.kind === 'measuring' || message.kind === 'measured') mark(message.kind)
        return message.kind === 'done' ? message.result : undefined
      })
      child.send(load)
      return done
    },
    async stop() {
      child.disconnect()
      await ended
    },
  }
}
