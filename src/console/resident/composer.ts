import { byId } from './dom.ts'
import type { Store } from './store.ts'

/** The box one writes in. What stands there is kept until it is sent. */
export function startComposer(store: Store, send: (text: string) => void): { grow(): void } {
  const form = byId('composer', HTMLFormElement)
  const box = byId('write', HTMLTextAreaElement)
  const draft = store.get('draft')
  if (typeof draft === 'string') box.value = draft

  const grow = () => {
    box.style.height = 'auto'
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`
  }
  const submit = () => {
    const text = box.value.trim()
    if (text === '') {
      box.focus()
      return
    }
    box.value = ''
    store.remove('draft')
    grow()
    send(text)
  }
  box.addEventListener('input', () => {
    store.set('draft', box.value)
    grow()
  })
  box.addEventListener('keydown', event => {
    // Enter also ends the choosing of characters in an input method.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })
  form.addEventListener('submit', event => {
    event.preventDefault()
    submit()
  })
  window.addEventListener('resize', grow)
  grow()
  return { grow }
}
