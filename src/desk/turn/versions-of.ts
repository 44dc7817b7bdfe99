import type { VersionHash } from '../../core/ids.ts'
import type { Talk } from '../../engine/talk.ts'

/** The definitions that a talk still needs, wherever it goes on. */
export function versionsOf(talk: Talk): VersionHash[] {
  const frames = [...talk.frames, ...talk.parked.flatMap(parked => parked.frames)]
  return [...new Set(frames.map(frame => frame.version))]
}
