import { useMemo } from 'react'
import type { HandoffCard } from '../../../http/api.ts'
import { type Resource, useResource } from '../live/resources.ts'
import { serverNow } from '../live/server-clock.ts'
import { useMe } from '../shell/me.ts'
import { civilDay } from '../texts/time-words.ts'

export const GROUPS = ['waiting', 'mine', 'promised', 'others', 'closed'] as const
export type Group = (typeof GROUPS)[number]

type List = { handoffs: readonly HandoffCard[] }

export interface Handoffs extends Readonly<Record<Exclude<Group, 'closed'>, readonly HandoffCard[]>> {
  /** Those of every group, in the order of the list. */
  readonly all: readonly { readonly card: HandoffCard; readonly group: Group }[]
  readonly known: Resource<List>
}

/** Everything in work in my areas; in each group who has waited longest comes first. */
export function useHandoffs(): Handoffs {
  const me = useMe().id
  const known = useResource<List>('/api/handoffs?state=open')
  return useMemo(() => {
    const cards = [...(known.data?.handoffs ?? [])].sort((a, b) => a.openedAt.localeCompare(b.openedAt))
    const of = (group: Group) => cards.filter(card => groupOf(card, me) === group)
    const groups = { waiting: of('waiting'), mine: of('mine'), promised: of('promised'), others: of('others') }
    const promised = [...groups.promised].sort((a, b) => (a.promisedFor ?? '').localeCompare(b.promisedFor ?? ''))
    const ordered = { ...groups, promised }
    const all = GROUPS.flatMap(group => (group === 'closed' ? [] : ordered[group].map(card => ({ card, group }))))
    return { ...ordered, all, known }
  }, [known, me])
}

/** Only asked for once somebody wants to see them. */
export function useClosedToday(wanted: boolean): Resource<List> {
  const known = useResource<List>(wanted ? '/api/handoffs?state=closed' : null)
  return useMemo(() => {
    if (!known.data) return known
    const today = civilDay(serverNow())
    const handoffs = known.data.handoffs.filter(card => card.closedAt && civilDay(Date.parse(card.closedAt)) === today)
    return { ...known, data: { handoffs } }
  }, [known])
}

function groupOf(card: HandoffCard, me: string): Group {
  if (card.state === 'open') return 'waiting'
  if (card.state === 'promised') return 'promised'
  if (card.state === 'claimed') return card.claimedBy?.id === me ? 'mine' : 'others'
  return 'closed'
}
