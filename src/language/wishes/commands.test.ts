import { expect, test } from 'vitest'
import { COMMANDS } from '../../core/reading.ts'
import lexicon from '../lexicon.json' with { type: 'json' }
import { fold } from '../text/fold.ts'
import { findCommand } from './commands.ts'

const command = (text: string) => findCommand(fold(text).dense)

test.each(COMMANDS.flatMap(name => lexicon.commands[name].map(word => ({ name, word }))))(
  '$word is $name',
  ({ name, word }) => {
    expect(command(word)).toBe(name)
    expect(command(`请${word}吧。`)).toBe(name)
  },
)

test.each([
  ['０', 'human'],
  ['零', 'human'],
  ['請轉專人，謝謝', 'human'],
  ['给我转人工', 'human'],
  ['取消了吧', 'cancel'],
  ['go back please', 'back'],
  ['Please repeat', 'repeat'],
])('%s is %s', (text, name) => expect(command(text)).toBe(name))

test.each([
  '取消红烧肉',
  '找人修水管',
  '我想看菜单上的红烧肉',
  '不要馍了',
  '停电了',
  'help me order',
  '1',
  '00',
  '',
  '算了三份吧',
])('%s is no command', text => expect(command(text)).toBeNull())
