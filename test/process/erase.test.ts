import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { contact, conversation } from '../../db/schema/index.ts'
import { demoContactId } from '../../db/seed/people.ts'
import { eq, isNull } from '../../db/sql.ts'
import { TEST_SECRET, testDatabase } from '../database.ts'
import { startDeskProcess } from '../desk-process.ts'
import { freePort } from '../free-port.ts'
import { Visitor } from '../privacy/visitor.ts'

vi.setConfig({ testTimeout: 180_000 })

const SECRET_KEY = Buffer.from(TEST_SECRET).toString('base64')
const root = join(import.meta.dirname, '..', '..')

/** `npm run erase -- …` */
function eraseCommand(env: Record<string, string>, ...args: readonly string[]) {
  const { PATH = '', HOME = '' } = process.env
  return new Promise<{ code: unknown; printed: string; complaint: string }>(done => {
    const options = { cwd: root, env: { PATH, HOME, ...env } }
    execFile(process.execPath, ['src/commands/erase.ts', ...args], options, (error, printed, complaint) =>
      done({ code: error?.code ?? 0, printed, complaint }),
    )
  })
}

async function running(more: Record<string, string>) {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'zy-erase-'))
  onTestFinished(() => rm(DATA_DIR, { recursive: true, force: true }))
  const env = { DATA_DIR, PORT: String(await freePort()), SEED: 'test', ...more }
  const desk = await startDeskProcess({ env })
  onTestFinished(async () => {
    await desk.stop('SIGKILL')
  })
  return { env, desk }
}

test('a running desk erases a person once, for whoever has its key, keeps what the law asks for and says so', async () => {
  const { env } = await running({})
  const wrong = { ...env, SECRET_KEY: Buffer.alloc(32).toString('base64') }
  const id = demoContactId('P004')
  expect(await eraseCommand(wrong, '--contact', id)).toEqual({ code: 1, printed: '', complaint: 'not signed\n' })
  expect(await eraseCommand(env, '--contact', id)).toEqual({ code: 0, printed: 'Erased.\n', complaint: '' })
  expect(await eraseCommand(env, '--contact', id)).toEqual({ code: 1, printed: '', complaint: 'no such person\n' })
  const kept = await eraseCommand(env, '--contact', demoContactId('P001'))
  expect(kept).toMatchObject({ code: 0, printed: expect.stringContaining('must be kept by law') })
})

test.each([{ args: [] }, { args: ['--contact'] }, { args: ['--contact', 'x'] }, { args: ['--person', 'x'] }])(
  'without the id of a contact it says how it is called: $args',
  async ({ args }) => {
    const { code, printed, complaint } = await eraseCommand({}, ...args)
    expect([code, printed]).toEqual([1, ''])
    expect(complaint).toContain('npm run erase -- --contact ID')
  },
)

test('a web session of somebody erased is nobody’s, and a new one is a stranger’s', async () => {
  const database = await testDatabase('postgres')
  onTestFinished(() => database.close())
  const { env, desk } = await running({ DATABASE_URL: database.url ?? '', SECRET_KEY, SEED: 'none' })
  const visitor = await Visitor.meet(desk.url)
  await visitor.say('订饭')
  const [talk] = await database.db.select().from(conversation)
  const id = talk?.contactId ?? ''
  expect(await eraseCommand(env, '--contact', id)).toEqual({ code: 0, printed: 'Erased.\n', complaint: '' })

  const said = JSON.stringify({ id: 'late', text: '订饭' })
  expect((await visitor.get('messages')).status).toBe(404)
  expect((await visitor.get('events')).status).toBe(404)
  expect((await visitor.post('messages', said)).status).toBe(404)
  expect((await visitor.upload(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).status).toBe(404)
  const other = await Visitor.meet(desk.url)
  await other.say('订饭')
  expect(other.heard()).not.toBe('')
  const talks = await database.db
    .select({ contact: contact.id })
    .from(conversation)
    .innerJoin(contact, eq(contact.id, conversation.contactId))
    .where(isNull(contact.erasedAt))
  expect(talks).toHaveLength(1)
  expect(talks[0]?.contact).not.toBe(id)
})
