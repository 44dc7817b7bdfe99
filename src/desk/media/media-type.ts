export const MEDIA_TYPES = {
  'image/jpeg': { kind: 'photo', extension: 'jpg' },
  'image/png': { kind: 'photo', extension: 'png' },
  'image/webp': { kind: 'photo', extension: 'webp' },
  'audio/ogg': { kind: 'voice', extension: 'ogg' },
  'audio/mpeg': { kind: 'voice', extension: 'mp3' },
  'audio/mp4': { kind: 'voice', extension: 'm4a' },
  'audio/aac': { kind: 'voice', extension: 'aac' },
  'audio/wav': { kind: 'voice', extension: 'wav' },
  'audio/amr': { kind: 'voice', extension: 'amr' },
  'video/mp4': { kind: 'video', extension: 'mp4' },
  'application/pdf': { kind: 'file', extension: 'pdf' },
} as const
export type MediaType = keyof typeof MEDIA_TYPES

/** What the bytes are, whatever their name or the sender claims; null: nothing that we take. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  const has = (at: number, ...codes: number[]) => codes.every((code, i) => bytes[at + i] === code)
  const says = (at: number, text: string) => has(at, ...[...text].map(character => character.charCodeAt(0)))
  if (has(0, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (has(0, 0x89) && says(1, 'PNG\r\n\x1a\n')) return 'image/png'
  if (says(0, 'RIFF') && says(8, 'WEBP')) return 'image/webp'
  if (says(0, 'RIFF') && says(8, 'WAVE')) return 'audio/wav'
  if (says(0, 'OggS')) return 'audio/ogg'
  if (says(0, '#!AMR')) return 'audio/amr'
  if (says(0, 'ID3')) return 'audio/mpeg'
  if (says(0, '%PDF-')) return 'application/pdf'
  if (says(4, 'ftyp')) return trackType(bytes)
  return ofSyncWord(bytes)
}

/** MPEG audio without a header begins with eleven set bits; the two layer bits are 00 in AAC's ADTS, 01 in MP3. */
function ofSyncWord(bytes: Uint8Array): MediaType | null {
  const [first = 0, second = 0, third = 0] = bytes
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null
  if ((second & 0xf6) === 0xf0) return 'audio/aac'
  const plausible = (second & 0x18) !== 0x08 && (second & 0x06) === 0x02 && (third & 0xf0) !== 0xf0
  return plausible ? 'audio/mpeg' : null
}

/** Recorders name the brand as they like, and films share it: the tracks' handlers tell. */
function trackType(bytes: Uint8Array): MediaType | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let sound = false
  for (let at = view.indexOf('hdlr'); at !== -1; at = view.indexOf('hdlr', at + 4)) {
    const handler = view.toString('latin1', at + 12, at + 16)
    if (handler === 'vide') return 'video/mp4'
    if (handler === 'soun') sound = true
  }
  return sound ? 'audio/mp4' : null
}
