import { compare } from '../compare.ts'
import type { Section } from '../section.ts'

export const closed: Section = {
  name: 'closed',
  title: 'Closed loop',
  about:
    'A fixed number of messages under way: whoever is answered writes the next one. Every answer is delivered over HTTP.',
  async run(stage) {
    const contenders = [await stage.peer('telegraf'), await stage.peer('grammy'), await stage.desk()]
    const parts: string[] = []
    for (const row of ['options', 'free text'] as const) {
      const figures = await compare(stage, { contenders, against: 'telegraf', row, inFlight: [16, 64, 512] })
      parts.push(`### ${row === 'options' ? 'By the numbers of the options' : 'In free text'}\n\n${figures}`)
    }
    return parts.join('\n\n')
  },
}
