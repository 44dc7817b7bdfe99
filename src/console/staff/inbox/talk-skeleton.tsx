import { useWords } from '../texts/words.tsx'

export function TalkSkeleton() {
  const { t } = useWords()
  return (
    <div className="talk" role="status">
      <span className="visually-hidden">{t('loading')}</span>
      <div className="talk-main skeleton-talk">
        <div className="skeleton-line short" />
        <div className="skeleton-bubble" />
        <div className="skeleton-bubble ours" />
        <div className="skeleton-bubble" />
        <div className="skeleton-bubble ours" />
      </div>
    </div>
  )
}
