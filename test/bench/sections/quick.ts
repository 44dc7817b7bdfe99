import { compare } from '../compare.ts'
import type { Section } from '../section.ts'

export const quick: Section = {
  name: 'quick',
  title: 'Quick look',
  about: 'Desk, telegraf and pgbench in a few short rounds, for whoever works on the speed. It is not written down.',
  async run(stage) {
    const contenders = [await stage.peer('telegraf'), await stage.desk()]
    return compare(stage, { contenders, against: 'telegraf', row: 'options', inFlight: [64, 512] })
  },
}
