import type { ReactNode } from 'react'
import type { HandoffDetail } from '../../../http/api.ts'
import { Icon } from '../shell/icon.tsx'
import { phoneInGroups } from '../shell/phone-in-groups.ts'
import { useWords } from '../texts/words.tsx'

interface Props {
  readonly profile: HandoffDetail['profile']
  readonly form: string | null
  readonly slots?: HandoffDetail['slots']
  readonly draft?: HandoffDetail['draft']
  readonly children?: ReactNode
}

/** Beside the talk: who it is, and what was being done when a person was called. */
export function Facts({ profile, form, slots = [], draft = null, children }: Props) {
  const { t } = useWords()
  return (
    <aside className="facts" id="facts" aria-label={t('facts')}>
      <section>
        <h3>{t('facts.person')}</h3>
        <dl>
          <Fact name={t('facts.form')} value={form} />
          <Fact name={t('facts.name')} value={profile.name} />
          <Fact name={t('facts.phone')} value={profile.phone}>
            {profile.phone && (
              <a className="figures" href={`tel:${profile.phone}`}>
                {phoneInGroups(profile.phone)}
              </a>
            )}
          </Fact>
          <Fact name={t('facts.address')} value={profile.address} />
        </dl>
      </section>
      {(draft || slots.length > 0) && (
        <section>
          <h3>{draft ? t('facts.draft', { title: draft.title }) : t('facts.draft.none')}</h3>
          {draft?.question && (
            <p className="question">
              <span className="faint">{t('facts.question')}</span> {draft.question}
            </p>
          )}
          <dl>
            {slots.map(({ slot, label, value }) => (
              <Fact key={slot} name={label} value={value} />
            ))}
          </dl>
          {slots.length === 0 && <p className="faint">{t('facts.slots.none')}</p>}
        </section>
      )}
      {children}
      <p className="faint audited">
        <Icon name="lock" /> {t('facts.audited')}
      </p>
    </aside>
  )
}

interface FactProps {
  readonly name: string
  readonly value: string | null
  readonly children?: ReactNode
}

export function Fact({ name, value, children }: FactProps) {
  const { t } = useWords()
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children || value || <span className="faint">{t('facts.none')}</span>}</dd>
    </div>
  )
}
