import { type RefObject, useEffect, useRef, useState } from 'react'
import type { HandoffDetail } from '../../../http/api.ts'
import { whoAndWhere } from '../alarms/alarm-words.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { useReplies } from '../live/replies.ts'
import { useResource } from '../live/resources.ts'
import { EmptyState } from '../shell/empty-state.tsx'
import { FailureNote } from '../shell/failure-note.tsx'
import { useMe } from '../shell/me.ts'
import { useWords } from '../texts/words.tsx'
import { ClaimBar } from './claim-bar.tsx'
import { CloseForm } from './close-form.tsx'
import { Composer } from './composer.tsx'
import { Facts } from './facts.tsx'
import { HandoffFacts } from './handoff-facts.tsx'
import { TalkSkeleton } from './talk-skeleton.tsx'
import { Transcript } from './transcript.tsx'
import { WorkHeader } from './work-header.tsx'

/** One hand-off: the talk, what is known, and what can be done now. */
export function WorkView({ id }: { readonly id: string }) {
  const { t } = useWords()
  const { data, failure } = useResource<HandoffDetail>(`/api/handoffs/${id}`)
  // J and C are pressed in one breath: the C may come before the talk.
  const early = useRef(false)
  useShortcuts(
    data
      ? {}
      : {
          claim() {
            early.current = true
          },
        },
  )
  if (data) {
    return <Work detail={data} failing={failure && <FailureNote failure={failure} />} early={early} />
  }
  if (failure?.status === 404) {
    return (
      <EmptyState icon="inbox" title={t('inbox.gone')}>
        <p>{t('failure.not_found')}</p>
        <a className="button" href="#/inbox">
          {t('inbox.back')}
        </a>
      </EmptyState>
    )
  }
  return failure ? <FailureNote failure={failure} /> : <TalkSkeleton />
}

interface WorkProps {
  readonly detail: HandoffDetail
  readonly failing: React.ReactNode
  readonly early: RefObject<boolean>
}

function Work({ detail, failing, early }: WorkProps) {
  const words = useWords()
  const me = useMe()
  const { replies, closing } = useReplies(detail.id)
  const mine = detail.state === 'claimed' && detail.claimedBy?.id === me.id
  const [factsOpen, setFactsOpen] = useState(false)
  const { who } = whoAndWhere(words, detail)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the facts of another talk are not what was opened
  useEffect(() => setFactsOpen(false), [detail.id])

  return (
    <div className={`talk ${factsOpen ? 'with-facts' : ''}`}>
      <WorkHeader detail={detail} mine={mine} factsOpen={factsOpen} onFacts={() => setFactsOpen(!factsOpen)} />
      <div className="talk-main">
        {failing}
        <Transcript
          messages={detail.messages}
          handoff={detail.id}
          replies={replies}
          language={detail.language}
          who={who}
        />
        {mine && closing && <CloseForm detail={detail} closing={closing} />}
        {mine && !closing && <Composer detail={detail} />}
        {!mine && <ClaimBar detail={detail} early={early} />}
      </div>
      <Facts profile={detail.profile} form={detail.form} slots={detail.slots} draft={detail.draft}>
        <HandoffFacts detail={detail} />
      </Facts>
    </div>
  )
}
