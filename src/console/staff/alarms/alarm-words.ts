import type { AlarmCard } from '../../../http/api.ts'
import type { Words } from '../texts/words.tsx'

export function whoAndWhere({ t }: Words, card: { form: string | null; areaName: string | null }) {
  return { who: card.form ?? t('who.unknown'), where: card.areaName ?? t('area.unknown') }
}

/** The whole alarm in one sentence, for screen readers and notifications; a name of address, never more. */
export function alarmSentence(words: Words, alarm: AlarmCard): string {
  const sentence = words.t('alarm.announce', {
    what: words.t(`alarm.${alarm.class}`),
    ...whoAndWhere(words, alarm),
  })
  return alarm.silent ? `${sentence}。${words.t('alarm.silent')}` : sentence
}
