import type { CivilDate } from '../../core/civil-time.ts'
import type { ContactId } from '../../core/ids.ts'
import type { Localised } from '../../core/language.ts'
import type { Level } from '../../core/person.ts'

/** Who is served, as far as it is on file. */
export interface Person {
  readonly id: ContactId
  readonly level: Level
  readonly name: Localised
  readonly form: Localised | null
  /** A year alone counts as its last day, so that nobody is thought older than they are. */
  readonly birthDate: CivilDate | null
  readonly category: string
  /** Street or town code. */
  readonly street: string | null
  readonly address: string
  readonly phone: string | null
  /** Dietary codes. */
  readonly diet: readonly string[]
  /** null: nobody has asked. */
  readonly allergies: readonly string[] | null
  readonly payBy: 'on_delivery' | 'monthly_bill'
  readonly homeSite: string | null
}
