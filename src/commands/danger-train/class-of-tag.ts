import type { AlarmClass } from '../../core/alarm.ts'

/** Topics of our lines and tags of the labelled sets; those that tell no class are not here. */
const TAGS: Readonly<Partial<Record<AlarmClass, readonly string[]>>> = {
  medical: [
    ...['heartAndBreath', 'stroke', 'unconscious', 'diabetic', 'bloodAndBurns', 'choking', 'poison', 'illAndHurt'],
    ...['chest_breath', 'poison_med_co', 'bleed_burn', 'chest', 'bleeding', 'breath', 'hypo', 'burn', 'delirium'],
    ...['em_chest', 'em_stroke', 'em_poison', 'em_uncon', 'em_bleed', 'em_breath', 'em_diabetic', 'em_choke'],
    ...['em_burn', 'em_delirium'],
  ],
  fall: ['fall', 'falls', 'em_fall'],
  fire: ['fireAndGas', 'fires', 'fire_gas', 'fire', 'gas', 'em_fire', 'em_gas'],
  police: ['breakIn', 'breakIns', 'violence_breakin', 'breakin', 'em_breakin', 'em_violence'],
  missing: ['missing', 'unreachable', 'em_missing'],
  self_harm: ['selfHarm', 'lastWords', 'wish_die', 'selfharm', 'em_suicide'],
  abuse: ['beaten'],
}

export function classOfTag(tag: string): AlarmClass | null {
  // Object.entries forgets the key's type.
  const found = Object.entries(TAGS).find(([, tags]) => tags.includes(tag)) as [AlarmClass, unknown] | undefined
  return found?.[0] ?? null
}
