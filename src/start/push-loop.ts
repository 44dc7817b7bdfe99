import type { DeskPorts } from '../desk/ports.ts'
import { type AlarmPush, pushAlarms } from '../desk/push-alarms.ts'

export interface PushLoop {
  start(): void
  stop(): Promise<void>
}

/** A further alarm doesn't wait for a call that hangs: each call has its row to itself. */
const AT_ONCE = 8

/** A lane of its own for ALARM_URL: woken by each alarm, and by the clock for what has to be tried again. */
export function createPushLoop(ports: DeskPorts, push: AlarmPush): PushLoop {
  const pushing = new Set<Promise<void>>()
  let end = () => {}
  const once = () => {
    if (pushing.size >= AT_ONCE) return
    const one = pushAll(ports, push)
      .catch(error => ports.log.error('push.failed', error))
      .finally(() => pushing.delete(one))
    pushing.add(one)
  }
  return {
    start() {
      const timer = setInterval(once, ports.waits.sweepEvery)
      const silence = ports.database.bell.listen('staff', once)
      end = () => {
        clearInterval(timer)
        silence()
      }
    },
    async stop() {
      end()
      await Promise.all(pushing)
    },
  }
}

async function pushAll(ports: DeskPorts, push: AlarmPush): Promise<void> {
  while ((await pushAlarms(ports, push)) > 0) {}
}
