import type { HandoffDetail } from '../../../http/api.ts'
import { clockTime, exactTime, lengthInWords } from '../texts/time-words.ts'
import { useWords } from '../texts/words.tsx'
import { Fact } from './facts.tsx'
import { reasonInWords } from './reason-in-words.ts'

export function HandoffFacts({ detail }: { readonly detail: HandoffDetail }) {
  const words = useWords()
  const { t } = words
  const waited = lengthInWords(words, detail.waitingSeconds * 1_000)
  return (
    <section>
      <h3>{t('facts.handoff')}</h3>
      <dl>
        <Fact name={t('facts.reason')} value={reasonInWords(words, detail.reason)} />
        <Fact name={t('facts.opened')} value={null}>
          <time className="figures" dateTime={detail.openedAt} title={exactTime(words, detail.openedAt)}>
            {clockTime(words, detail.openedAt)}
          </time>
        </Fact>
        {detail.claimedAt && (
          <Fact name={t('facts.claimed')} value={null}>
            <time className="figures" dateTime={detail.claimedAt} title={exactTime(words, detail.claimedAt)}>
              {clockTime(words, detail.claimedAt)}
            </time>
            {detail.claimedBy && ` ${detail.claimedBy.name}`}{' '}
            <span className="faint">{t('waited', { time: waited })}</span>
          </Fact>
        )}
        <Fact name={t('facts.area')} value={detail.areaName} />
        <Fact name={t('facts.channel')} value={t(`channel.${detail.channel}`)} />
        <Fact name={t('facts.language')} value={t(`language.${detail.language}`)} />
      </dl>
    </section>
  )
}
