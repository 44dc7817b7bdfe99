import type { Waits } from '../../src/desk/ports.ts'
import { runDesk } from '../../src/start/run-desk.ts'

// The real desk as operators start it, but for its waits: where people wait minutes, it waits milliseconds.

const WAITS: Waits = {
  retry: [100, 300],
  lastTry: [400, 800],
  handoffPromise: 1_500,
  alarmEscalation: 1_500,
  alarmCall: 500,
  alarmRetry: 100,
  outboxLease: 1_200,
  callTimeout: 500,
  speechHold: 1_500,
  guessHold: 1_500,
  deliveryRetry: [50, 100, 200, 400, 400, 400, 400, 400, 400, 400],
  sweepEvery: 200,
}

await runDesk(process.env, WAITS)
