import { ApiFailure } from '../live/ask.ts'
import { failureInWords } from '../shell/failure-in-words.ts'
import { Icon } from '../shell/icon.tsx'
import { useAct } from '../shell/use-act.ts'
import { useWords } from '../texts/words.tsx'
import type { Meal } from './meal.ts'

interface Props {
  readonly path: string
  readonly meal: Meal
}

export function CsvButton({ path, meal }: Props) {
  const words = useWords()
  const { t } = words
  const act = useAct()
  return (
    <>
      <button
        type="button"
        className="button small"
        disabled={act.busy}
        onClick={() => void act.run(() => download(path, `${meal.site || 'all'}-${meal.date}-${meal.period}.csv`))}
      >
        <Icon name="download" /> {t(act.busy ? 'kitchen.csv.going' : 'kitchen.csv')}
      </button>
      {act.failure && (
        <span className="problem" role="alert">
          {failureInWords(words, act.failure)}
        </span>
      )}
    </>
  )
}

/** The table is chosen by the Accept header, which a plain link can't send. */
async function download(path: string, name: string): Promise<void> {
  const response = await fetch(path, { headers: { accept: 'text/csv' } }).catch((cause: unknown) => {
    throw new ApiFailure(0, 'unreachable', { cause })
  })
  if (!response.ok) throw new ApiFailure(response.status, response.status === 503 ? 'unavailable' : 'unknown')
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
