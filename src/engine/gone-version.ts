import { deskText, handOff, type Run, say } from './run.ts'

/** A draft whose version is no longer there goes to a person, kept as it is. True: it did. */
export function goneVersion(run: Run): boolean {
  if (run.talk.frames.every(frame => run.book.version(frame.version) !== null)) return false
  say(run, deskText('version_gone'))
  handOff(run, 'version_gone')
  return true
}
