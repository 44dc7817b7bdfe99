import type { Json } from '../core/operation.ts'
import type { SlotType } from '../core/reading.ts'
import { answerSlot } from './fill.ts'
import { greet } from './greet.ts'
import { newestResumable, offerResume } from './park.ts'
import { deskText, flowOf, handOff, type Run, say, topFrame } from './run.ts'
import type { TalkEvent } from './step.ts'
import { notUnderstood } from './stumble.ts'

type Attachment = Extract<TalkEvent, { kind: 'media' | 'location' | 'phone' }>

/**
 * A photo, place or phone number answers the question that asks for one; elsewhere it is asked what it is for. A voice
 * that nothing wrote down goes to a person who hears it.
 */
export function obeyAttachment(run: Run, event: Attachment): void {
  const frame = topFrame(run)
  const asker = run.talk.open?.asker
  const slot = frame && asker?.kind === 'slot' ? asker.slot : null
  const type = frame && slot !== null ? flowOf(run, frame).definition.slots[slot]?.type : undefined
  const value = type === undefined ? null : valueFor(type, event)
  if (slot !== null && value !== null) {
    answerSlot(run, slot, value)
    return
  }
  if (event.kind === 'media' && event.media === 'voice') {
    say(run, deskText('voice_person'))
    handOff(run, 'voice')
    return
  }
  if (!run.talk.greeted) {
    greet(run)
    return
  }
  const aside = run.talk.open || frame ? null : newestResumable(run)
  if (aside) offerResume(run, aside, null)
  else notUnderstood(run, deskText(event.kind === 'media' ? `unexpected_${event.media}` : 'unclear'))
}

function valueFor(type: SlotType, event: Attachment): Json {
  if (event.kind === 'media') {
    const picture = event.media === 'photo' || event.media === 'file'
    return type === 'photo' && picture ? { attachment: event.attachment } : null
  }
  if (event.kind === 'phone') return type === 'phone' ? event.phone : null
  if (type === 'address' && event.label !== null) return event.label
  const { latitude, longitude, label } = event
  return type === 'location' ? { latitude, longitude, label } : null
}
