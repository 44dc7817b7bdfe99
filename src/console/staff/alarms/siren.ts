/** Every so often while an alarm waits; from the second tier on, sooner. */
const PAUSE_MS = 4_000
const URGENT_PAUSE_MS = 2_000
const TONES = [988, 740, 988, 740] as const
const TONE_SECONDS = 0.16
const LOUDNESS = 0.35

export type SirenState = 'ready' | 'blocked' | 'off'

let context: AudioContext | null = null
let playing: number | undefined
const listeners = new Set<() => void>()

/** `blocked`: browsers let a page sound only after somebody clicked or typed in it. */
export function sirenState(): SirenState {
  if (typeof AudioContext === 'undefined') return 'off'
  return context?.state === 'running' ? 'ready' : 'blocked'
}

export function onSirenState(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Tries to be heard; call it at the start and on each click and key until it is `ready`. */
export function unlockSiren(): void {
  if (sirenState() !== 'blocked') return
  if (!context) {
    context = new AudioContext()
    context.onstatechange = () => {
      for (const notify of listeners) notify()
    }
  }
  void context.resume()
}

export function startSiren(urgent: boolean): () => void {
  window.clearInterval(playing)
  sound()
  playing = window.setInterval(sound, urgent ? URGENT_PAUSE_MS : PAUSE_MS)
  return () => window.clearInterval(playing)
}

function sound(): void {
  if (context?.state !== 'running') return
  const start = context.currentTime + 0.02
  const gain = context.createGain()
  gain.connect(context.destination)
  TONES.forEach((frequency, place) => {
    if (!context) return
    const at = start + place * TONE_SECONDS
    const tone = context.createOscillator()
    tone.type = 'triangle'
    tone.frequency.value = frequency
    tone.connect(gain)
    // Each tone swells and fades, or the loudspeaker clicks.
    gain.gain.setValueAtTime(0.001, at)
    gain.gain.exponentialRampToValueAtTime(LOUDNESS, at + 0.03)
    gain.gain.exponentialRampToValueAtTime(0.001, at + TONE_SECONDS - 0.01)
    tone.start(at)
    tone.stop(at + TONE_SECONDS)
  })
}
