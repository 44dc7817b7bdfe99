import { useSyncExternalStore } from 'react'
import { type ApiFailure, asFailure, ask } from './ask.ts'
import { newKey } from './new-key.ts'
import { refresh } from './resources.ts'

/** A reply on its way. `id` stays the same through every try, so that trying again never says it twice. */
export interface Reply {
  readonly id: string
  readonly text: string
  readonly at: string
  readonly state: 'sending' | 'failed' | 'accepted'
  readonly failure: ApiFailure | null
}

/** A closing that is being written: the sentence, and the slots that were changed. */
export interface Closing {
  readonly note: string
  readonly slots: Readonly<Record<string, string>>
}

interface Desk {
  readonly replies: readonly Reply[]
  /** What is written and not sent yet. */
  readonly draft: string
  readonly closing: Closing | null
}

const EMPTY: Desk = { replies: [], draft: '', closing: null }
let desks: ReadonlyMap<string, Desk> = new Map()
const listeners = new Set<() => void>()

function change(handoff: string, next: (desk: Desk) => Desk): void {
  desks = new Map(desks).set(handoff, next(desks.get(handoff) ?? EMPTY))
  for (const notify of listeners) notify()
}

function changeReply(handoff: string, id: string, part: Partial<Reply>): void {
  change(handoff, desk => ({ ...desk, replies: desk.replies.map(r => (r.id === id ? { ...r, ...part } : r)) }))
}

export function useReplies(handoff: string): Desk {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => desks.get(handoff) ?? EMPTY,
  )
}

export function keepDraft(handoff: string, draft: string): void {
  change(handoff, desk => ({ ...desk, draft }))
}

export function keepClosing(handoff: string, closing: Closing | null): void {
  change(handoff, desk => ({ ...desk, closing }))
}

export function sendReply(handoff: string, text: string): void {
  const id = newKey()
  const reply: Reply = { id, text, at: new Date().toISOString(), state: 'sending', failure: null }
  change(handoff, desk => ({ ...desk, draft: '', replies: [...desk.replies, reply] }))
  void attempt(handoff, reply)
}

export function retryReply(handoff: string, reply: Reply): void {
  changeReply(handoff, reply.id, { state: 'sending', failure: null })
  void attempt(handoff, reply)
}

/** Gives it up; its words go back to where they can be changed. */
export function takeBackReply(handoff: string, reply: Reply): void {
  change(handoff, desk => ({
    ...desk,
    draft: desk.draft ? `${reply.text}\n${desk.draft}` : reply.text,
    replies: desk.replies.filter(r => r.id !== reply.id),
  }))
}

/** The transcript has these: of one that seems to have failed only the answer was lost. */
export function findReplies(handoff: string, found: readonly Reply[]): void {
  for (const { id, state } of found)
    if (state === 'failed') changeReply(handoff, id, { state: 'accepted', failure: null })
}

async function attempt(handoff: string, reply: Reply): Promise<void> {
  try {
    await ask(`/api/handoffs/${handoff}/reply`, { id: reply.id, text: reply.text })
    changeReply(handoff, reply.id, { state: 'accepted', failure: null })
    refresh(`/api/handoffs/${handoff}`, '/api/handoffs?')
  } catch (error) {
    changeReply(handoff, reply.id, { state: 'failed', failure: asFailure(error) })
    // Whatever stood in its way is to be seen beside it.
    refresh(`/api/handoffs/${handoff}`)
  }
}

export function forgetReplies(): void {
  desks = new Map()
  for (const notify of listeners) notify()
}

/** Leaving the page now would lose something that was written. */
export function holdsUnsent(): boolean {
  return [...desks.values()].some(
    desk => desk.draft.trim() !== '' || desk.closing !== null || desk.replies.some(r => r.state !== 'accepted'),
  )
}
