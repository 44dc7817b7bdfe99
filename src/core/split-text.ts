/** How a platform counts: UTF-16 units (Telegram, LINE), or bytes of UTF-8 (WeChat). */
export type Measured = 'units' | 'bytes'

/** Where a reader would breathe, best first. */
const BREAKS = [/\n\n+/gu, /\n+/gu, /[。！？!?…；;]+["”』」）)]*|\.(?=\s)/gu, /[，,、：:]|\s/gu] as const

/**
 * Pieces within `limit`, cut after paragraphs, lines, sentences or commas, in this order, and only else between any two
 * characters; never inside one. Blank pieces are left out.
 */
export function splitText(text: string, limit: number, measured: Measured): string[] {
  const pieces: string[] = []
  let rest = text.trim()
  while (!fits(rest, limit, measured)) {
    const head = longestHead(rest, limit, measured)
    const cut = bestBreak(head) ?? head.length
    pieces.push(rest.slice(0, cut).trim())
    rest = rest.slice(cut).trim()
  }
  return [...pieces, rest].filter(piece => piece !== '')
}

export function sizeOf(text: string, measured: Measured): number {
  return measured === 'bytes' ? Buffer.byteLength(text) : text.length
}

function fits(text: string, limit: number, measured: Measured): boolean {
  // A unit of UTF-16 is at most three bytes.
  return text.length * 3 <= limit || sizeOf(text, measured) <= limit
}

/** The first characters within the limit: at least one, whole ones only. */
function longestHead(text: string, limit: number, measured: Measured): string {
  let end = 0
  let size = 0
  for (const character of text) {
    size += sizeOf(character, measured)
    if (size > limit && end > 0) break
    end += character.length
  }
  return text.slice(0, end)
}

/** After the last break in its latter half; a cut far in front would make many small pieces. */
function bestBreak(head: string): number | null {
  for (const pattern of BREAKS) {
    const ends = [...head.matchAll(pattern)].map(found => found.index + found[0].length)
    const last = ends.findLast(end => end > head.length / 2)
    if (last !== undefined) return last
  }
  return null
}
