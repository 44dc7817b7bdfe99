import { join } from 'node:path'
import { compare } from '../compare.ts'
import { deskContender } from '../desk/desk-contender.ts'
import { makeDeskDatabase } from '../desk/desk-database.ts'
import type { Section } from '../section.ts'

export const pglite: Section = {
  name: 'pglite',
  title: 'PGlite',
  about: 'The embedded database of `npm start`, in one process; its processor time is that of Node.',
  async run(stage) {
    const database = await makeDeskDatabase({ dataDir: join(stage.scratch, 'pglite') })
    const name = 'desk on PGlite'
    const contenders = [deskContender(database, { name, scratch: stage.scratch }), await stage.desk()]
    return compare(stage, { contenders, against: 'desk', row: 'options', inFlight: [16, 64] })
  },
}
