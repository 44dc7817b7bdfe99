import { useWords } from '../texts/words.tsx'
import { HandoffList } from './handoff-list.tsx'
import { NothingChosen } from './nothing-chosen.tsx'
import { useHandoffs } from './use-handoffs.ts'
import { WorkView } from './work-view.tsx'

/** The list, and beside it the one that is chosen; on a narrow screen one or the other. */
export function Inbox({ chosen }: { readonly chosen: string | null }) {
  const { t } = useWords()
  const handoffs = useHandoffs()
  return (
    <div className={`inbox ${chosen ? 'has-work' : ''}`}>
      <HandoffList handoffs={handoffs} chosen={chosen} />
      <section className="work" aria-label={t('talk')}>
        {chosen ? <WorkView key={chosen} id={chosen} /> : <NothingChosen handoffs={handoffs} />}
      </section>
    </div>
  )
}
