import { ChatError, type Session, sendMessage, sendPhoto, type Trouble } from './api.ts'
import type { Store } from './store.ts'

export interface Outgoing {
  readonly id: string
  /** What stands in the talk. */
  readonly text: string
  readonly choice?: string
  readonly photo?: Blob
  /** `accepted`: with the desk, not yet seen in the talk. */
  state: 'sending' | 'waiting' | 'refused' | 'accepted'
  readonly at: number
  /** The message of the desk after which it was written; null: not known any more. */
  readonly after: string | null
}

export interface Sending {
  readonly items: readonly Outgoing[]
  sendText(text: string): Outgoing
  sendChoice(token: string, label: string): Outgoing
  sendPhoto(photo: Blob): Outgoing
  /** Now, whatever the pause. */
  again(): void
  /** It stands in the talk: no need to show it twice. */
  seen(id: string): void
}

export interface SendingPorts {
  readonly store: Store
  readonly session: () => Promise<Session>
  /** Id of the newest message of the talk. */
  readonly newest: () => string | null
  /** The desk doesn't know this session. */
  readonly lost: (session: Session) => void
  readonly changed: () => void
  readonly trouble: (trouble: Trouble | null) => void
}

const PAUSES = [1_000, 3_000, 8_000, 15_000, 30_000]
type Kept = Pick<Outgoing, 'id' | 'text' | 'choice' | 'at'>

/** One at a time, in order, each under the same id until the desk has it: so nothing is lost and nothing doubled. */
export function createSending(ports: SendingPorts): Sending {
  const kept = keptIn(ports.store)
  const items: Outgoing[] = kept.all().map(item => ({ ...item, state: 'waiting' as const, after: null }))
  let busy = false
  let fails = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function pump(): Promise<void> {
    const item = items.find(each => each.state === 'sending' || each.state === 'waiting')
    if (busy || !item) return
    busy = true
    clearTimeout(timer)
    item.state = 'sending'
    ports.changed()
    const met = await attempt(ports, item)
    // The answer may be lost although the message stands in the talk by now.
    const trouble = items.includes(item) ? met : null
    busy = false
    ports.trouble(trouble)
    if (trouble === 'unreachable' || trouble === 'lost') {
      item.state = 'waiting'
      timer = setTimeout(pump, PAUSES[Math.min(fails++, PAUSES.length - 1)])
    } else {
      fails = 0
      item.state = trouble === 'refused' ? 'refused' : 'accepted'
      kept.remove(item.id)
    }
    ports.changed()
    if (trouble === null || trouble === 'refused') void pump()
  }

  function add(what: Pick<Outgoing, 'text' | 'choice' | 'photo'>): Outgoing {
    const item: Outgoing = { ...what, id: newMessageId(), state: 'sending', at: Date.now(), after: ports.newest() }
    items.push(item)
    // A photo is too large to be kept: after a reload it is chosen again.
    if (!item.photo) kept.add(item)
    ports.changed()
    void pump()
    return item
  }

  return {
    items,
    sendText: text => add({ text }),
    sendChoice: (choice, label) => add({ text: label, choice }),
    sendPhoto: photo => add({ text: '', photo }),
    again() {
      for (const item of items) if (item.state === 'refused') item.state = 'waiting'
      fails = 0
      void pump()
    },
    seen(id) {
      const at = items.findIndex(item => item.id === id)
      const [item] = at === -1 ? [] : items.splice(at, 1)
      // Another page of the same browser may have sent it.
      if (item) kept.remove(id)
    },
  }
}

async function attempt(ports: SendingPorts, item: Outgoing): Promise<Trouble | null> {
  let session: Session | null = null
  try {
    session = await ports.session()
    if (item.photo) await sendPhoto(session, item.id, item.photo)
    else if (item.choice) await sendMessage(session, { id: item.id, choice: item.choice })
    else await sendMessage(session, { id: item.id, text: item.text })
    return null
  } catch (error) {
    if (!(error instanceof ChatError)) throw error
    if (session && error.trouble === 'lost') ports.lost(session)
    return error.trouble
  }
}

/** Read anew before each change: another tab may have changed it. */
function keptIn(store: Store) {
  const all = (): Kept[] => {
    const list = store.get('queue')
    return Array.isArray(list) ? list.filter(isKept) : []
  }
  return {
    all,
    add: ({ id, text, choice, at }: Kept) =>
      store.set('queue', [...all(), choice ? { id, text, choice, at } : { id, text, at }]),
    remove: (id: string) =>
      store.set(
        'queue',
        all().filter(item => item.id !== id),
      ),
  }
}

function isKept(item: unknown): item is Kept {
  return (
    typeof item === 'object' &&
    item !== null &&
    'id' in item &&
    typeof item.id === 'string' &&
    'text' in item &&
    typeof item.text === 'string' &&
    'at' in item &&
    typeof item.at === 'number' &&
    (!('choice' in item) || typeof item.choice === 'string')
  )
}

/** crypto.randomUUID is missing on old phones and on plain http. */
function newMessageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return `m-${Array.from(bytes, byte => `0${byte.toString(16)}`.slice(-2)).join('')}`
}
