import type { AlarmCard, AlarmDetail } from '../../../http/api.ts'
import { useResource } from '../live/resources.ts'
import { Icon } from '../shell/icon.tsx'
import { phoneInGroups } from '../shell/phone-in-groups.ts'
import { useWords } from '../texts/words.tsx'

/** Whom and where to call, for the one who sees to it. */
export function AlarmCall({ alarm }: { readonly alarm: AlarmCard }) {
  const { t } = useWords()
  const { data } = useResource<AlarmDetail>(`/api/alarms/${alarm.id}`)
  if (!data) return <p className="alarm-call skeleton-line" />
  const { name, phone, address } = data.profile
  return (
    <p className="alarm-call">
      <span className="alarm-mine">
        <Icon name="check" /> {t('alarm.takenByMe')}
      </span>
      {phone ? (
        <a className="button small" href={`tel:${phone}`}>
          <Icon name="phone" /> <span className="figures">{phoneInGroups(phone)}</span>
        </a>
      ) : (
        <span>
          {t('facts.phone')}：{t('facts.none')}
        </span>
      )}
      {name && <span>{name}</span>}
      <span>{address ?? `${t('facts.address')}：${t('facts.none')}`}</span>
    </p>
  )
}
