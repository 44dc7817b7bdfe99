import type { AlarmClass } from '../../core/alarm.ts'

export interface TrainingLine {
  readonly text: string
  /** Whose wording it is: a name of a labelled set, or one of our own lists. */
  readonly author: string
  readonly isEmergency: boolean
  /** Of an emergency, where known. */
  readonly class: AlarmClass | null
  /** Labelled by its author as only sounding like an emergency. */
  readonly isNear: boolean
}
