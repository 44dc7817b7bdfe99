import type { DeskPorts } from '../desk/ports.ts'
import { type AlarmPush, pushAlarms } from '../desk/push-alarms.ts'

export interface PushLoop {
  start(): void
  stop(): Promise<void>
}

/** A lane of its own for ALARM_URL: woken by each alarm, and by the clock for what has to be tried again. */
export function createPushLoop(ports: DeskPorts, push: AlarmPush): PushLoop {
  let pushing: Promise<void> | null = null
  let end = () => {}
  const once = () => {
    pushing ??= pushAll(ports, push)
      .catch(error => ports.log.error('push.failed', error))
      .finally(() => {
        pushing = null
      })
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
      await pushing
    },
  }
}

async function pushAll(ports: DeskPorts, push: AlarmPush): Promise<void> {
  while ((await pushAlarms(ports, push)) > 0) {}
}
