import { useMemo } from 'react'
import type { AlarmCard } from '../../../http/api.ts'
import type { ApiFailure } from '../live/ask.ts'
import { useResource } from '../live/resources.ts'
import { useMe } from '../shell/me.ts'

export interface Alarms {
  /** Nobody sees to these yet; the longest waiting first. */
  readonly raised: readonly AlarmCard[]
  readonly mine: readonly AlarmCard[]
  readonly others: readonly AlarmCard[]
  readonly failure: ApiFailure | null
}

export function useAlarms(): Alarms {
  const me = useMe().id
  const { data, failure } = useResource<{ alarms: readonly AlarmCard[] }>('/api/alarms')
  return useMemo(() => {
    const open = (data?.alarms ?? []).filter(alarm => alarm.state !== 'closed')
    const oldestFirst = [...open].sort((a, b) => a.raisedAt.localeCompare(b.raisedAt))
    return {
      raised: oldestFirst.filter(alarm => alarm.state === 'raised'),
      mine: oldestFirst.filter(alarm => alarm.state === 'taken' && alarm.takenBy?.id === me),
      others: oldestFirst.filter(alarm => alarm.state === 'taken' && alarm.takenBy?.id !== me),
      failure,
    }
  }, [data, failure, me])
}
