import { useEffect, useRef } from 'react'
import { useMe } from '../shell/me.ts'
import { useWords } from '../texts/words.tsx'
import { OF_ADMINISTRATORS, SHORTCUTS } from './shortcuts.ts'

const GROUPS = ['keys.move', 'keys.work', 'keys.go'] as const

export function ShortcutHelp({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const teaches = useMe().role === 'administrator'
  const hidden = teaches ? [] : OF_ADMINISTRATORS.map(name => SHORTCUTS[name].keys)
  const shown = Object.values(SHORTCUTS).filter(({ keys }) => !hidden.some(one => one === keys))
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="shortcut-help" onClose={onClose}>
      <header>
        <h2 id="shortcut-help">{t('keys')}</h2>
        <button type="button" className="button quiet" onClick={() => dialog.current?.close()}>
          {t('keys.close')} <kbd>Esc</kbd>
        </button>
      </header>
      {GROUPS.map(group => (
        <section key={group} className="shortcuts">
          <h3>{t(group)}</h3>
          <dl>
            {shown
              .filter(shortcut => shortcut.group === group)
              .map(shortcut => (
                <div key={shortcut.keys}>
                  <dt>{t(shortcut.says)}</dt>
                  <dd>
                    <Keys keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
            {group === 'keys.work' && (
              <div>
                <dt>{t('keys.leave')}</dt>
                <dd>
                  <kbd>Esc</kbd>
                </dd>
              </div>
            )}
          </dl>
        </section>
      ))}
    </dialog>
  )
}

function Keys({ keys }: { readonly keys: string }) {
  const { t } = useWords()
  const [one, two] = keys.split(' ')
  return (
    <>
      <kbd>{one?.toUpperCase()}</kbd>
      {two && (
        <>
          {' '}
          <span className="faint">{t('keys.then')}</span> <kbd>{two.toUpperCase()}</kbd>
        </>
      )}
    </>
  )
}
