import syllables from './syllables.json' with { type: 'json' }

/** Private-use units stand for syllables, so that texts of sounds are as long as the texts they were made of. */
const FIRST = 0xe000

/** A message is searched by sound for one thing after the other. */
let last = { text: '', sounds: '' }

let tables: { readonly exact: Uint16Array; readonly loose: Uint16Array } | null = null

/** `text` with each Chinese character put as how it sounds, where z/zh, n/l, f/hu and -n/-ng are one. */
export function looseSounds(text: string): string {
  if (text === last.text) return last.sounds
  tables ??= build()
  let sounds = ''
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    sounds += String.fromCharCode(tables.loose[unit] || unit)
  }
  last = { text, sounds }
  return sounds
}

/** By character, what `looseSounds` puts for it; 0 for what has no reading. */
export function looseSoundTable(): Uint16Array {
  tables ??= build()
  return tables.loose
}

/** Whether two characters are read alike, whatever the tone. */
export function soundsAlike(one: number, other: number): boolean {
  tables ??= build()
  const sound = tables.exact[one] ?? 0
  return sound !== 0 && sound === tables.exact[other]
}

function build() {
  const exact = new Uint16Array(0x10000)
  const loose = new Uint16Array(0x10000)
  const numbers = new Map<string, number>()
  for (const [index, [syllable, characters]] of Object.entries(syllables).entries()) {
    const merged = merge(syllable)
    const number = numbers.get(merged) ?? FIRST + numbers.size
    numbers.set(merged, number)
    for (let i = 0; i < characters.length; i++) {
      exact[characters.charCodeAt(i)] = index + 1
      loose[characters.charCodeAt(i)] = number
    }
  }
  return { exact, loose }
}

/** What speech recognition and the ears of the province mix up. */
function merge(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n/, 'l')
    .replace(/^f(?=u$)/, 'h')
    .replace(/^feng$/, 'hong')
    .replace(/^fei$/, 'hui')
    .replace(/^fen$/, 'hun')
    .replace(/^f(?=[ao])/, 'hu')
    .replace(/([aei])ng$/, '$1n')
}
