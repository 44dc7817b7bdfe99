/** Where something that must not be there stands. */
export interface Finding {
  readonly marker: string
  /** How it was written. */
  readonly form: string
  readonly at: number
}

interface Pattern {
  readonly marker: string
  readonly form: string
  readonly bytes: Buffer
}

/** Looks for all markers in all the ways in which text is stored or written down, in one pass over the bytes. */
export class MarkerSearch {
  /** By their first four bytes. */
  readonly #patterns = new Map<number, Pattern[]>()
  /** First two bytes of any pattern: what most places are passed over by. */
  readonly #begins = new Uint8Array(65_536)

  constructor(markers: readonly string[]) {
    for (const marker of markers) for (const pattern of patternsOf(marker)) this.#add(pattern)
  }

  #add(pattern: Pattern): void {
    const key = pattern.bytes.readUInt32BE(0)
    this.#patterns.set(key, [...(this.#patterns.get(key) ?? []), pattern])
    this.#begins[pattern.bytes.readUInt16BE(0)] = 1
  }

  in(bytes: Buffer): Finding[] {
    const found: Finding[] = []
    for (let at = 0; at + 4 <= bytes.length; at++) {
      // Within the bounds just checked.
      if (this.#begins[((bytes[at] as number) << 8) | (bytes[at + 1] as number)] === 0) continue
      for (const { marker, form, bytes: wanted } of this.#patterns.get(bytes.readUInt32BE(at)) ?? []) {
        if (bytes.subarray(at, at + wanted.length).equals(wanted)) found.push({ marker, form, at })
      }
    }
    return found
  }
}

function patternsOf(marker: string): Pattern[] {
  const utf8 = Buffer.from(marker)
  const utf16 = Buffer.from(marker, 'utf16le')
  const escaped = [...marker].map(character => `\\u${codeOf(character)}`).join('')
  const forms: Record<string, Buffer> = {
    'UTF-8': utf8,
    'UTF-16LE': utf16,
    'UTF-16BE': Buffer.from(utf16).swap16(),
    hex: Buffer.from(utf8.toString('hex')),
    'upper-case hex': Buffer.from(utf8.toString('hex').toUpperCase()),
    'UTF-16 hex': Buffer.from(utf16.toString('hex')),
    'JSON escapes': Buffer.from(escaped),
    'JSON escapes in JSON': Buffer.from(escaped.replaceAll('\\', '\\\\')),
    'percent-encoding': Buffer.from(encodeURIComponent(marker)),
  }
  for (const shift of [0, 1, 2]) {
    const base64 = insideBase64(utf8, shift)
    forms[`base64, ${shift} before`] = Buffer.from(base64)
    forms[`base64url, ${shift} before`] = Buffer.from(base64.replaceAll('+', '-').replaceAll('/', '_'))
  }
  const distinct = new Map(
    Object.entries(forms).map(([form, bytes]) => [bytes.toString('latin1'), { marker, form, bytes }]),
  )
  return [...distinct.values()]
}

const codeOf = (character: string) => character.charCodeAt(0).toString(16).padStart(4, '0')

/** What is the same in the base64 of every text that holds the bytes after `shift` others (mod 3). */
function insideBase64(bytes: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replace(/=+$/, '')
  const whole = Math.floor(((shift + bytes.length) * 8) / 6)
  return encoded.slice(Math.ceil((shift * 8) / 6), whole)
}
