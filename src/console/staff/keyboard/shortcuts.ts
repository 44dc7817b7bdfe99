import type { TextKey } from '../texts/words.tsx'

/** Every shortcut of the console, grouped as the help shows them. Two letters are pressed one after the other. */
export const SHORTCUTS = {
  down: { keys: 'j', group: 'keys.move', says: 'keys.down' },
  up: { keys: 'k', group: 'keys.move', says: 'keys.up' },
  claim: { keys: 'c', group: 'keys.work', says: 'keys.claim' },
  reply: { keys: 'r', group: 'keys.work', says: 'keys.reply' },
  close: { keys: 'e', group: 'keys.work', says: 'keys.closeTalk' },
  transfer: { keys: 't', group: 'keys.work', says: 'keys.transfer' },
  teach: { keys: 'w', group: 'keys.work', says: 'keys.teach' },
  alarm: { keys: 'a', group: 'keys.go', says: 'keys.alarm' },
  inbox: { keys: 'g i', group: 'keys.go', says: 'keys.inbox' },
  kitchen: { keys: 'g k', group: 'keys.go', says: 'keys.kitchen' },
  words: { keys: 'g w', group: 'keys.go', says: 'keys.words' },
  help: { keys: '?', group: 'keys.go', says: 'keys.help' },
} as const satisfies Record<string, { keys: string; group: TextKey; says: TextKey }>

export type Shortcut = keyof typeof SHORTCUTS

/** Those that only administrators have a use for. */
export const OF_ADMINISTRATORS: readonly Shortcut[] = ['teach', 'words']
