import { useEffect, useSyncExternalStore } from 'react'
import type { AlarmCard } from '../../../http/api.ts'
import { onSirenState, type SirenState, sirenState, startSiren, unlockSiren } from './siren.ts'

/** Sounds until nobody waits; tells whether the browser lets it. */
export function useSiren(raised: readonly AlarmCard[]): SirenState {
  const state = useSyncExternalStore(onSirenState, sirenState)
  useEffect(() => {
    unlockSiren()
    window.addEventListener('pointerdown', unlockSiren)
    window.addEventListener('keydown', unlockSiren)
    return () => {
      window.removeEventListener('pointerdown', unlockSiren)
      window.removeEventListener('keydown', unlockSiren)
    }
  }, [])
  const sounding = raised.length > 0
  const urgent = raised.some(alarm => alarm.tier > 1)
  // A newcomer is heard at once, not at the next round.
  const newest = raised.at(-1)?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: newest starts the sound anew, and so does an unlocked siren
  useEffect(() => (sounding ? startSiren(urgent) : undefined), [sounding, urgent, newest, state])
  return state
}
