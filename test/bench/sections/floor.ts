import { compare } from '../compare.ts'
import type { Section } from '../section.ts'

export const floor: Section = {
  name: 'floor',
  title: 'The floor',
  about:
    'What exactly once costs by itself on this machine: a bare server that takes the same order in one transaction for all ' +
    'messages that wait together (`contenders/floor.mjs`). It has no language, no flows, no sealing, no boards, no second ' +
    'channel, and its states are rows of a few bytes.',
  async run(stage) {
    const contenders = [await stage.peer('telegraf'), await stage.peer('floor'), await stage.desk()]
    return compare(stage, { contenders, against: 'telegraf', row: 'options', inFlight: [64, 512] })
  },
}
