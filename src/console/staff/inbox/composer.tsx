import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { HandoffDetail } from '../../../http/api.ts'
import { whoAndWhere } from '../alarms/alarm-words.ts'
import { useAlarms } from '../alarms/use-alarms.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { keepDraft, sendReply, useReplies } from '../live/replies.ts'
import { Icon } from '../shell/icon.tsx'
import { useWords } from '../texts/words.tsx'
import { useWindow } from './use-window.ts'
import { WindowNote } from './window-note.tsx'

const LONGEST = 2_000

export function Composer({ detail }: { readonly detail: HandoffDetail }) {
  const words = useWords()
  const { t, language } = words
  const { draft } = useReplies(detail.id)
  const window = useWindow(detail)
  const spent = window?.left === 0
  const box = useRef<HTMLTextAreaElement>(null)
  const [tooLong, setTooLong] = useState(false)
  const { raised, mine, others } = useAlarms()
  const silent = [...raised, ...mine, ...others].some(a => a.silent && a.conversation === detail.conversation)
  useShortcuts({ reply: () => box.current?.focus() })
  useGrowing(box, draft)

  const send = () => {
    const text = draft.trim()
    setTooLong(text.length > LONGEST)
    if (text === '' || text.length > LONGEST || spent) return
    sendReply(detail.id, text)
    box.current?.focus()
  }
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') box.current?.blur()
    // Enter also picks a word in a Chinese input method; Safari ends the composition before it tells the key (229).
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    send()
  }

  return (
    <footer className="foot composer">
      {silent && (
        <p className="silent-note" role="alert">
          <Icon name="hidden" /> {t('reply.silent')}
        </p>
      )}
      <label className="visually-hidden" htmlFor="reply">
        {t('reply.to', { who: whoAndWhere(words, detail).who })}
      </label>
      <textarea
        id="reply"
        ref={box}
        rows={2}
        value={draft}
        lang={detail.language}
        placeholder={t('reply.to', { who: whoAndWhere(words, detail).who })}
        aria-describedby="reply-hint"
        onChange={event => keepDraft(detail.id, event.target.value)}
        onKeyDown={press}
      />
      <WindowNote window={window} passiveOnly={detail.passiveOnly} />
      <div className="composer-foot">
        <p id="reply-hint" className="faint">
          {detail.language !== language && (
            <strong>{t('reply.language', { language: t(`language.${detail.language}`) })} </strong>
          )}
          {t('reply.hint')}
        </p>
        <button type="button" className="button primary small" disabled={draft.trim() === '' || spent} onClick={send}>
          <Icon name="send" /> {t('reply.send')}
        </button>
      </div>
      {tooLong && (
        <p className="problem" role="alert">
          {t('reply.tooLong')}
        </p>
      )}
    </footer>
  )
}

/** As high as what is written, up to the height that the style allows. */
function useGrowing(box: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again whenever the text changes
  useEffect(() => {
    if (!box.current) return
    box.current.style.height = 'auto'
    box.current.style.height = `${box.current.scrollHeight + 2}px`
  }, [box, text])
}
