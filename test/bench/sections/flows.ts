import { join } from 'node:path'
import { compare } from '../compare.ts'
import { deskContender } from '../desk/desk-contender.ts'
import { makeDeskDatabase } from '../desk/desk-database.ts'
import { writeFlows } from '../desk/write-flows.ts'
import type { Section } from '../section.ts'

const COUNTS = [10, 100, 1_000]

export const flows: Section = {
  name: 'flows',
  title: 'Growth: published flows',
  about: 'The same desk with ever more flows of FLOWS_DIR beside the shipped ones.',
  async run(stage) {
    const contenders = []
    for (const count of COUNTS.map(each => each * stage.scale)) {
      const flowsDir = writeFlows(join(stage.scratch, `flows-${count}`), count)
      const database = await makeDeskDatabase({ url: await stage.server.create(`flows_${count}`) })
      const name = `desk, ${count.toLocaleString('en')} flows`
      contenders.push(deskContender(database, { name, scratch: stage.scratch, flowsDir }))
    }
    const [{ name: against } = { name: '' }] = contenders
    const figures: string[] = []
    for (const row of ['options', 'free text'] as const)
      figures.push(`### ${row}\n\n${await compare(stage, { contenders, against, row, inFlight: [64] })}`)
    return figures.join('\n\n')
  },
}
