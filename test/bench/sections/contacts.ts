import { compare } from '../compare.ts'
import { deskContender } from '../desk/desk-contender.ts'
import { makeDeskDatabase } from '../desk/desk-database.ts'
import { say } from '../round-line.ts'
import type { Section } from '../section.ts'

const SIZES = [10_000, 100_000, 1_000_000]

export const contacts: Section = {
  name: 'contacts',
  title: 'Growth: contacts',
  about: 'The same desk with ever more people on file, each with a profile, a key, an account and a talk.',
  async run(stage) {
    const contenders = []
    for (const size of SIZES.map(each => each * stage.scale)) {
      const name = `desk, ${size.toLocaleString('en')} contacts`
      const database = await makeDeskDatabase({ url: await stage.server.create(`contacts_${size}`) })
      const began = performance.now()
      await database.grow(size)
      say(`${name}: ready after ${((performance.now() - began) / 1_000).toFixed(0)} s`)
      contenders.push(deskContender(database, { name, scratch: stage.scratch }))
    }
    const [{ name: against } = { name: '' }] = contenders
    return compare(stage, { contenders, against, row: 'options', inFlight: [64, 512] })
  },
}
