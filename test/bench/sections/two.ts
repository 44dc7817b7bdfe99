import { compare } from '../compare.ts'
import { deskContender } from '../desk/desk-contender.ts'
import { makeDeskDatabase } from '../desk/desk-database.ts'
import type { Section } from '../section.ts'

export const two: Section = {
  name: 'two',
  title: 'Two processes',
  about: 'Two desks on one database, each message to the other one in turn; Node is both together, memory the larger.',
  async run(stage) {
    const database = await makeDeskDatabase({ url: await stage.server.create('two') })
    const name = 'two desks'
    const contenders = [deskContender(database, { name, scratch: stage.scratch, processes: 2 }), await stage.desk()]
    return compare(stage, { contenders, against: 'desk', row: 'options', inFlight: [64, 512] })
  },
}
