import type { Tx } from '../../../db/database.ts'
import { sql } from '../../../db/sql.ts'
import type { Vault } from '../../../db/vault.ts'
import { newId } from '../../../src/core/ids.ts'
import type { OutboundBody } from '../../../src/core/outbound.ts'
import type { DeskDatabase } from './desk-database.ts'
import { ACCOUNT } from './people.ts'

const AT_ONCE = 2_000

/** One message to each of these many people, the newest of the crowd, as a broadcast's messages wait to be sent. */
export async function queueNews({ using, contacts }: DeskDatabase, words: string, count: number): Promise<void> {
  const people = contacts.slice(contacts.length - count)
  await using(async (database, vault) => {
    for (let done = 0; done < people.length; done += AT_ONCE)
      await queue(database.db, vault, words, people.slice(done, done + AT_ONCE))
  })
}

async function queue(db: Tx, vault: Vault, words: string, people: DeskDatabase['contacts']): Promise<void> {
  const body: OutboundBody = { text: words, choices: [], language: 'zh-CN' }
  const keys = await vault.keys(db, people)
  const posts = people.flatMap(contact => {
    const key = keys.get(contact)
    return key ? { contact, body: Buffer.from(vault.seal(key, body)).toString('hex'), retry_key: newId() } : []
  })
  await db.execute(sql`with posts as (
      select p.*, c.id as conversation from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb)
        as p(contact uuid, body text, retry_key uuid) join conversation c on c.contact_id = p.contact
    ), written as (
      insert into message (conversation_id, author, body)
      select conversation, 'bot', decode(body, 'hex') from posts returning id, conversation_id
    )
    insert into outbox (message_id, until_id, part, account_id, conversation_id, priority, retry_key)
    select w.id, w.id, 0, ${ACCOUNT}, w.conversation_id, 2, p.retry_key
    from written w join posts p on p.conversation = w.conversation_id`)
}
