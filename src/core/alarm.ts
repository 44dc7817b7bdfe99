/** In order of urgency: of several classes in one message the first names the alarm. */
export const ALARM_CLASSES = ['medical', 'fall', 'fire', 'police', 'missing', 'self_harm', 'abuse'] as const
export type AlarmClass = (typeof ALARM_CLASSES)[number]

/**
 * `alarm`: raise now. `check`: a denied, past or doubtful danger word; ask once, silence or anything but a clear no
 * raises the alarm. `silent`: someone may be watching the screen, so nothing of it shows there.
 */
export interface Danger {
  readonly classes: readonly [AlarmClass, ...AlarmClass[]]
  readonly level: 'alarm' | 'check'
  readonly silent: boolean
}
