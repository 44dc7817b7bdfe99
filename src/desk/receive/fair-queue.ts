import type { AccountId } from '../../core/ids.ts'

export interface Queued {
  readonly account: AccountId
  readonly events: number
  /** A cry for help is among them: taken before all others, and never refused. */
  readonly urgent: boolean
}

export interface FairQueue<Item extends Queued> {
  readonly isEmpty: boolean
  /** A cry for help waits. */
  readonly isUrgent: boolean
  /** False: it is full, as far as this account goes. */
  put(item: Item): boolean
  /** At least one, unless there is none; no more than `most` events otherwise. */
  take(most: number): Item[]
}

/**
 * The accounts in turn, each in its own order: a flood on one holds up nobody else, nor does it take their room. Of
 * `room` events each account that waits may have its share, whatever the others hold.
 */
export function fairQueue<Item extends Queued>(room: number): FairQueue<Item> {
  const urgent: Item[] = []
  /** Whose turn is next stands first. */
  const queues = new Map<AccountId, Item[]>()
  const held = new Map<AccountId, number>()
  let total = 0

  function add({ account, events }: Item, sign: 1 | -1): void {
    const now = (held.get(account) ?? 0) + sign * events
    total += sign * events
    if (now > 0) held.set(account, now)
    else held.delete(account)
  }

  function isFull({ account }: Item): boolean {
    const own = held.get(account) ?? 0
    const sharing = held.size + (own > 0 ? 0 : 1)
    return total > room && own > room / sharing
  }

  function first(): Item | undefined {
    const [queue = []] = queues.values()
    return urgent[0] ?? queue[0]
  }

  function remove(item: Item): void {
    add(item, -1)
    if (urgent[0] === item) return void urgent.shift()
    const { account } = item
    const queue = queues.get(account) ?? []
    queue.shift()
    queues.delete(account)
    if (queue.length > 0) queues.set(account, queue)
  }

  return {
    get isEmpty() {
      return total === 0
    },
    get isUrgent() {
      return urgent.length > 0
    },
    put(item) {
      if (!item.urgent && isFull(item)) return false
      add(item, 1)
      const queue = item.urgent ? urgent : (queues.get(item.account) ?? [])
      queue.push(item)
      if (!item.urgent) queues.set(item.account, queue)
      return true
    },
    take(most) {
      const taken: Item[] = []
      let events = 0
      for (let item = first(); item; item = first()) {
        if (taken.length > 0 && events + item.events > most) break
        remove(item)
        taken.push(item)
        events += item.events
      }
      return taken
    },
  }
}
