import type { VersionHash } from '../../core/ids.ts'
import type { Talk } from '../../engine/talk.ts'

/** The definitions that a talk still needs: wherever it goes on or back to, and what it may say once more. */
export function versionsOf(talk: Talk): VersionHash[] {
  const { open, last, left } = talk
  const frames = [talk, ...talk.parked].flatMap(way => [
    ...way.frames,
    ...way.trail.flatMap(answered => answered.frames),
  ])
  const texts = [last, open?.text, ...(open?.options ?? []).map(option => option.label)]
  const versions = [
    ...[...frames, ...(left?.frames ?? [])].map(frame => frame.version),
    ...texts.flatMap(text => text?.flow ?? []),
  ]
  return [...new Set(versions)]
}
