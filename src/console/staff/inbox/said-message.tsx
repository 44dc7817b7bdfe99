import type { TranscriptMessage } from '../../../http/api.ts'
import { Icon } from '../shell/icon.tsx'
import { clockTime, exactTime } from '../texts/time-words.ts'
import { useWords } from '../texts/words.tsx'

interface Props {
  readonly message: TranscriptMessage
  /** The one before is by the same speaker. */
  readonly continued: boolean
  readonly language: string | undefined
  readonly who: string
}

export function SaidMessage({ message, continued, language, who }: Props) {
  const words = useWords()
  const { t } = words
  const { from, text, choices, media, at, state } = message
  const failed = state === 'failed'
  return (
    <li className={`said ${from} ${continued ? 'continued' : ''} ${failed ? 'failed' : ''}`}>
      <p className="said-by">
        {from === 'resident' ? who : t(`talk.from.${from}`)}{' '}
        <time dateTime={at} title={exactTime(words, at)}>
          {clockTime(words, at)}
        </time>
      </p>
      <div className="bubble" lang={from === 'staff' ? undefined : language}>
        {text && <p className="text">{text}</p>}
        {media?.map(piece => (
          <Media key={piece.id} {...piece} />
        ))}
        {choices && choices.length > 0 && (
          <ul className="choices" aria-label={t('talk.choices')}>
            {choices.map(choice => (
              <li key={choice.id}>{choice.label}</li>
            ))}
          </ul>
        )}
      </div>
      {state !== 'sent' && (
        <p className="said-state">
          <Icon name={failed ? 'warning' : 'clock'} /> {t(from === 'resident' ? `media.${state}` : `message.${state}`)}
        </p>
      )}
    </li>
  )
}

function Media({ type, url }: { readonly type: string; readonly url: string }) {
  const { t } = useWords()
  if (type.startsWith('image/')) {
    return (
      <a className="photo" href={url} target="_blank" rel="noreferrer">
        <img src={url} alt={t('talk.photo')} loading="lazy" />
      </a>
    )
  }
  if (type.startsWith('audio/')) {
    // biome-ignore lint/a11y/useMediaCaption: a resident's own voice; there is no text of it
    return <audio controls src={url} aria-label={t('talk.voice')} />
  }
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {t(type.startsWith('video/') ? 'talk.video' : 'talk.file')}
    </a>
  )
}
