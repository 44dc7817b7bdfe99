/** What may be written of an error: names, codes and places in the code of it and of its causes; never its words. */
export interface ErrorFields {
  readonly error: string
  readonly code?: string
  readonly stack?: string
}

const DEEPEST = 5
const FRAMES = 12

export function describeError(error: unknown): ErrorFields {
  const chain = causes(error)
  const first = chain[0]
  const code = chain.map(codeOf).find(found => found !== null)
  const frames = first instanceof Error ? framesOf(first) : []
  return {
    error: chain.map(errorName).join(' < '),
    ...(code && { code }),
    ...(frames.length > 0 && { stack: frames.join('\n') }),
  }
}

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [error]
  while (chain.length < DEEPEST) {
    const last = chain.at(-1)
    if (!(last instanceof Error) || last.cause === undefined) break
    chain.push(last.cause)
  }
  return chain
}

/** Its class, for a line that needs no more. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  // A subclass that never set its name says only "Error".
  return safe(error.name === 'Error' ? error.constructor.name : error.name) ?? 'Error'
}

/** Codes are short words or numbers (ECONNREFUSED, 40P01); anything else might be a sentence. */
function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? safe(String(error.code)) : null
}

function safe(word: string): string | null {
  return /^[A-Za-z0-9_.-]{1,60}$/.test(word) ? word : null
}

/** A stack begins with the message: what follows it are the places. */
function framesOf(error: Error): string[] {
  const stack = error.stack ?? ''
  const start = stack.indexOf(error.message)
  const places = start < 0 ? '' : stack.slice(start + error.message.length)
  return places
    .split('\n')
    .filter(line => /^ {4}at .+$/.test(line))
    .slice(0, FRAMES)
}
