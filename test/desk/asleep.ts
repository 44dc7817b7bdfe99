import { instant } from '../../src/core/civil-time.ts'
import type { ReceiveSurroundings } from '../../src/desk/receive/create-receive.ts'
import { emptyMemory } from '../../src/desk/turn/memory.ts'

const idle = { wake() {}, now: async () => {} }

/** Around a door behind which nobody is at work. */
export const ASLEEP: ReceiveSurroundings = {
  memory: emptyMemory(() => instant(0)),
  turn: idle,
  media: idle,
  pressure: { refusal: () => null },
  process: 'door',
}
