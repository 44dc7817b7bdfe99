import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { busiestFunctions } from './busiest-functions.ts'
import type { Contender } from './contender.ts'
import type { Stage } from './stage.ts'
import { openStatementFigures } from './statement-figures.ts'

export interface Profile {
  /** Where the process writes its .cpuprofile when it ends. */
  readonly folder: string
  /** Once it has ended: writes what is to be read beside it. */
  finish(): Promise<void>
}

/** Of the desk alone, and only where the run was asked for it. */
export async function profiled(stage: Stage, contender: Contender, load: string): Promise<Profile | null> {
  if (!stage.profiles || !contender.databaseUrl || contender.name !== 'desk') return null
  const folder = join(stage.profiles, `${new Date().toISOString().replaceAll(':', '')}-${load}`)
  mkdirSync(folder)
  const statements = await openStatementFigures(contender.databaseUrl)
  await statements.reset()
  return {
    folder,
    async finish() {
      await statements.write(join(folder, 'statements.txt'))
      const [file] = readdirSync(folder).filter(name => name.endsWith('.cpuprofile'))
      if (file) writeFileSync(join(folder, 'functions.txt'), `${busiestFunctions(join(folder, file))}\n`)
      process.stdout.write(`profile in ${folder}\n`)
    },
  }
}
