import { ask } from '../live/ask.ts'
import { refresh } from '../live/resources.ts'
import { go } from '../shell/place.ts'

/** Makes it mine and opens it. Somebody else may win (409): either way the list shows how it stands. */
export async function claim(handoff: string): Promise<void> {
  try {
    await ask(`/api/handoffs/${handoff}/claim`, {})
    go({ screen: 'inbox', handoff })
  } finally {
    refresh('/api/handoffs', '/api/alarms')
  }
}
