import type { HandoffDetail } from '../../../http/api.ts'
import type { ApiFailure } from '../live/ask.ts'
import { type Reply, retryReply, takeBackReply } from '../live/replies.ts'
import { useResource } from '../live/resources.ts'
import { failureInWords } from '../shell/failure-in-words.ts'
import { Icon } from '../shell/icon.tsx'
import { useWords } from '../texts/words.tsx'
import { useWindow } from './use-window.ts'

interface Props {
  readonly reply: Reply
  readonly handoff: string
}

/** A conflict is a colleague who was first, unless nothing more could go out. */
function Why({ failure, handoff }: { readonly failure: ApiFailure; readonly handoff: string }) {
  const words = useWords()
  const { data } = useResource<HandoffDetail>(`/api/handoffs/${handoff}`)
  const spent = useWindow(data)?.left === 0
  return failure.code === 'conflict' && spent ? words.t('reply.none') : failureInWords(words, failure)
}

/** What I wrote, as far as it got: never shown as sent before the server has it. */
export function ReplyOnItsWay({ reply, handoff }: Props) {
  const words = useWords()
  const { t } = words
  const failed = reply.state === 'failed'
  return (
    <li className={`said staff ${failed ? 'failed' : 'sending'}`}>
      <div className="bubble">
        <p className="text">{reply.text}</p>
      </div>
      <p className="said-state" role={failed ? 'alert' : undefined}>
        {failed ? (
          <>
            <Icon name="warning" /> <strong>{t('message.notSent')}</strong>{' '}
            {reply.failure && <Why failure={reply.failure} handoff={handoff} />}{' '}
            <button type="button" className="button small" onClick={() => retryReply(handoff, reply)}>
              {t('message.again')}
            </button>{' '}
            <button type="button" className="button small quiet" onClick={() => takeBackReply(handoff, reply)}>
              {t('message.takeBack')}
            </button>
          </>
        ) : (
          <>
            <Icon name="clock" /> {t(reply.state === 'accepted' ? 'message.waiting' : 'message.sending')}
          </>
        )}
      </p>
    </li>
  )
}
