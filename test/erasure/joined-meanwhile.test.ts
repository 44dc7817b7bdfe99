import { expect, onTestFinished, test } from 'vitest'
import { conversation } from '../../db/schema/index.ts'
import { demoContactId } from '../../db/seed/people.ts'
import { eq } from '../../db/sql.ts'
import { erasePerson } from '../../src/desk/erase-person.ts'
import { counterOf } from '../../src/services/people/test/counter.ts'
import { TEST_NOW, testDatabase } from '../database.ts'

const HE = demoContactId('P013')

// One after another on PGlite: only a server lets both begin.
test('a code told while its person is being erased makes nobody theirs', async () => {
  const database = await testDatabase('postgres', { seed: 'demo' })
  onTestFinished(() => database.close())
  const counter = counterOf(database)
  const [{ code }, chat] = [await counter.issue(HE), await counter.chat()]
  const erasing = database.transaction(async tx => {
    await erasePerson(database.vault, [], tx, HE, TEST_NOW)
    // Long enough for the other to stand before the lock, shorter than it waits there.
    await new Promise(done => setTimeout(done, 100))
  })
  await new Promise(done => setTimeout(done, 30))
  expect((await counter.verify(chat, code)).name).toBe('wrong')
  await erasing
  const [talk] = await database.db.select().from(conversation).where(eq(conversation.id, chat.conversation))
  expect(talk?.speakerId).toBe(chat.contact)
})
