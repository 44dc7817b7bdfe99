import { useEffect, useRef, useState } from 'react'
import type { HandoffCard } from '../../../http/api.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { EmptyState } from '../shell/empty-state.tsx'
import { FailureNote } from '../shell/failure-note.tsx'
import { Icon } from '../shell/icon.tsx'
import { go } from '../shell/place.ts'
import { useWords } from '../texts/words.tsx'
import { HandoffRow } from './handoff-row.tsx'
import { GROUPS, type Group, type Handoffs, useClosedToday } from './use-handoffs.ts'
import { useHold } from './use-hold.ts'
import { useSteady } from './use-steady.ts'

interface Row {
  readonly card: HandoffCard
  readonly gone?: boolean
}

interface Props {
  readonly handoffs: Handoffs
  readonly chosen: string | null
}

export function HandoffList({ handoffs, chosen }: Props) {
  const { t } = useWords()
  const scroller = useRef<HTMLElement>(null)
  const [closedOpen, setClosedOpen] = useState(false)
  const closed = useClosedToday(closedOpen)
  const { held, handlers } = useHold()
  const { shown, arrivals, show } = useSteady(handoffs.all, held)
  const rowsOf = (group: Group): readonly Row[] =>
    group === 'closed'
      ? (closed.data?.handoffs ?? []).map(card => ({ card }))
      : shown.filter(row => row.group === group)
  const order = GROUPS.flatMap(group => (group === 'closed' && !closedOpen ? [] : rowsOf(group)))

  const move = (by: number) => {
    const at = order.findIndex(({ card }) => card.id === chosen)
    const next = at < 0 ? order[by > 0 ? 0 : order.length - 1] : order[at + by]
    if (next) go({ screen: 'inbox', handoff: next.card.id })
  }
  useShortcuts({ down: () => move(1), up: () => move(-1) })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row of the newly chosen one is scrolled to
  useEffect(() => {
    scroller.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const { data, failure } = handoffs.known
  const nobody = data && shown.length === 0 && arrivals === 0
  return (
    <section ref={scroller} className="list" aria-label={t('inbox.list')} {...handlers}>
      <h1 className="list-title">{t('inbox')}</h1>
      <div role="status" className="arrivals">
        {arrivals > 0 && (
          <button
            type="button"
            className="button small accent"
            onClick={() => {
              show()
              scroller.current?.scrollTo({ top: 0 })
            }}
          >
            <Icon name="up" /> {t('inbox.arrivals', { n: arrivals })}
          </button>
        )}
      </div>
      {failure && <FailureNote failure={failure} />}
      {!data && !failure && <ListSkeleton />}
      {nobody && (
        <EmptyState icon="check" title={t('inbox.empty')}>
          {t('inbox.empty.teach')}
        </EmptyState>
      )}
      {GROUPS.map(group => {
        if (group === 'closed') return null
        return <RowGroup key={group} group={group} rows={rowsOf(group)} chosen={chosen} />
      })}
      {data && (
        <details className="group" onToggle={event => setClosedOpen(event.currentTarget.open)}>
          <summary className="group-title">
            <Icon name="open" /> {t('group.closed')}
            {closed.data && <span className="count quiet">{closed.data.handoffs.length}</span>}
          </summary>
          {closed.failure && <FailureNote failure={closed.failure} />}
          <Rows rows={rowsOf('closed')} chosen={chosen} group="closed" />
        </details>
      )}
    </section>
  )
}

interface GroupProps {
  readonly group: Group
  readonly rows: readonly Row[]
  readonly chosen: string | null
}

function RowGroup({ group, rows, chosen }: GroupProps) {
  const { t } = useWords()
  if (rows.length === 0) return null
  return (
    <section className="group" aria-labelledby={`group-${group}`}>
      <h2 className="group-title" id={`group-${group}`}>
        {t(`group.${group}`)} <span className="count quiet">{rows.length}</span>
      </h2>
      <Rows rows={rows} chosen={chosen} group={group} />
    </section>
  )
}

function Rows({ rows, chosen, group }: GroupProps) {
  return (
    <ul>
      {rows.map(({ card, gone }) => (
        <HandoffRow key={card.id} card={card} gone={gone ?? false} group={group} chosen={card.id === chosen} />
      ))}
    </ul>
  )
}

function ListSkeleton() {
  const { t } = useWords()
  return (
    <div className="skeletons" role="status">
      <span className="visually-hidden">{t('loading')}</span>
      {[1, 2, 3, 4].map(row => (
        <div key={row} className="skeleton-row" />
      ))}
    </div>
  )
}
