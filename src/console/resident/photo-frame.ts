import { readMedia, type Session } from './api.ts'
import { make } from './dom.ts'
import type { Words } from './words.ts'

/** The token goes in a header, which an img can't send: pictures are fetched and shown from memory, once each. */
export function photoFrames(session: () => Promise<Session>, words: Words) {
  const fetched = new Map<string, Promise<string>>()

  async function fetchUrl(path: string): Promise<string> {
    return URL.createObjectURL(await readMedia(await session(), path))
  }

  async function addressOf(source: string | Blob): Promise<string> {
    if (typeof source !== 'string') return URL.createObjectURL(source)
    const known = fetched.get(source) ?? fetchUrl(source)
    fetched.set(source, known)
    return known
  }

  return async (frame: HTMLElement, source: string | Blob): Promise<void> => {
    try {
      const image = make('img', 'photo-image')
      image.alt = words.say('photoSent')
      image.src = await addressOf(source)
      await loaded(image)
      frame.textContent = ''
      frame.appendChild(image)
    } catch {
      if (typeof source === 'string') fetched.delete(source)
      frame.textContent = words.say('photoMissing')
    }
  }
}

function loaded(image: HTMLImageElement): Promise<void> {
  return new Promise((resolve, reject) => {
    image.onload = () => resolve()
    image.onerror = () => reject(new Error('not a picture'))
  })
}
