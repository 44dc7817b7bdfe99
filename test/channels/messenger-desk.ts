import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, TEST_SECRET, type TestDatabase, testDatabase } from '../database.ts'
import { startDeskProcess } from '../desk-process.ts'
import { freePort } from '../free-port.ts'
import { closeMessengers, type MessengerName, type Messengers, openMessengers } from './messengers.ts'
import { Phone } from './phone.ts'

export interface MessengerDesk {
  readonly url: string
  readonly messengers: Messengers
  /** Null on PGlite. */
  readonly database: TestDatabase | null
  phone(name: MessengerName, nth?: number): Phone
  /** All that its processes wrote. */
  output(): string
  /** Ends it, and starts it anew on the same data under the same address. */
  restart(signal?: NodeJS.Signals): Promise<void>
  /** Gives its exit code. */
  close(): Promise<number | null>
}

export interface MessengerDeskOptions {
  /** The address by which it reaches PostgreSQL. */
  readonly between?: (url: string) => Promise<string>
  readonly env?: Readonly<Record<string, string>>
}

/** The built server with all platforms, in a process of its own. */
export async function openMessengerDesk(
  engine: Engine,
  { between = async url => url, env: more = {} }: MessengerDeskOptions = {},
): Promise<MessengerDesk> {
  const messengers = await openMessengers()
  const folder = await mkdtemp(join(tmpdir(), 'messengers-'))
  const database = engine === 'postgres' ? await testDatabase(engine) : null
  const { telegram, line, wechat } = messengers
  const shared = database && {
    DATABASE_URL: await between(database.url ?? ''),
    SECRET_KEY: Buffer.from(TEST_SECRET).toString('base64'),
  }
  const PORT = String(await freePort())
  const env = {
    DATA_DIR: join(folder, 'data'),
    SEED: 'test',
    PORT,
    ...telegram.env,
    ...line.env,
    ...wechat.env,
    ...shared,
    ...more,
  }
  let desk = await startDeskProcess({ env })
  let written = ''
  return {
    url: desk.url,
    messengers,
    database,
    phone: (name, nth = 0) => new Phone(desk.url, `${name}/main`, messengers[name].person(nth)),
    output: () => written + desk.output(),
    async restart(signal) {
      await desk.stop(signal)
      written += desk.output()
      desk = await startDeskProcess({ env })
    },
    async close() {
      const code = await desk.stop()
      await closeMessengers(messengers)
      await database?.close()
      await rm(folder, { recursive: true, force: true })
      return code
    },
  }
}
