import type { Tx } from '../db/database.ts'

/** Writes down which statements are begun. */
export function watched(tx: Tx, did: string[]): Tx {
  return new Proxy(tx, {
    get(target, name, receiver) {
      if (['select', 'insert', 'update', 'delete', 'execute'].includes(String(name))) did.push(String(name))
      return Reflect.get(target, name, receiver)
    },
  })
}
