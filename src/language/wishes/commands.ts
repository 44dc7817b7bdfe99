import { COMMANDS, type Command } from '../../core/reading.ts'
import lexicon from '../lexicon.json' with { type: 'json' }
import { foldWord } from '../text/fold.ts'
import { wholeMessage } from './whole-message.ts'

const words = new Map<string, Command>(
  COMMANDS.flatMap(command => lexicon.commands[command].map(word => [foldWord(word), command] as const)),
)
words.set('零', 'human').set('〇', 'human')

/** The command that the whole message is; inside a longer sentence the same words are a wish. */
export function findCommand(dense: string): Command | null {
  return wholeMessage(dense, form => words.get(form) ?? null)
}
