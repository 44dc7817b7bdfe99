import { useWords } from '../texts/words.tsx'

export function KitchenSkeleton() {
  const { t } = useWords()
  return (
    <div className="skeletons" role="status">
      <span className="visually-hidden">{t('loading')}</span>
      {[1, 2, 3, 4, 5, 6].map(row => (
        <div key={row} className="skeleton-line" />
      ))}
    </div>
  )
}
