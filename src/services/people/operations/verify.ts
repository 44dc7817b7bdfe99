import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { contact, conversation } from '../../../../db/schema/index.ts'
import { eq, sql } from '../../../../db/sql.ts'
import type { Vault } from '../../../../db/vault.ts'
import type { ContactId, ConversationId } from '../../../core/ids.ts'
import { inLanguage } from '../../../core/language.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import type { TradePorts } from '../../ports.ts'
import { countTries, tryKey } from '../../tries.ts'
import { ownersOfCodes, redeemCode } from '../identity-codes.ts'
import { loadPeople } from '../load-people.ts'
import type { Person } from '../person.ts'
import { factsOf } from './facts-of.ts'

const input = z.object({ code: z.string() })
type CodeCall = OperationCall<z.infer<typeof input>>

/** Whose code it is, to be asked back before it counts. Wrong, used and too old are one answer. */
export const readCodeOperation = (ports: { readonly vault: Vault }) =>
  defineOperation({
    name: 'people.read_code',
    rank: 6,
    input,
    outcomes: {
      fits: z.object({ name: z.string() }),
      wrong: z.object({}),
      /** This talk is somebody else's already. */
      taken: z.object({}),
      too_many: z.object({}),
    },
    async run(tx, calls) {
      const may = await countTries(
        tx,
        calls.map(call => ({
          keys: [tryKey(ports.vault, 'identity.try.conversation', call.conversation)],
          at: call.arrivedAt,
        })),
      )
      const outcomes: Outcome[] = []
      for (const [i, call] of calls.entries()) {
        outcomes.push(may[i] ? await read(ports.vault, tx, call) : { name: 'too_many', output: {} })
      }
      return outcomes
    },
  })

async function read(vault: Vault, tx: Tx, call: CodeCall): Promise<Outcome> {
  const person = await whoTells(vault, tx, call)
  if (typeof person === 'string') return { name: person, output: {} }
  return { name: 'fits', output: { name: inLanguage(person.form ?? person.name, call.language) } }
}

/** Whom the code would let speak here, as things are now. */
async function whoTells(vault: Vault, tx: Tx, call: CodeCall): Promise<Person | 'wrong' | 'taken'> {
  const { code } = call.input
  const owner = (await ownersOfCodes(vault, tx, [code], call.arrivedAt)).get(code)
  const people = await loadPeople(vault, tx, owner ? [owner, call.contact] : [call.contact])
  const person = owner && people.get(owner)
  if (!person) return 'wrong'
  return people.get(call.contact)?.level === 'verified' && owner !== call.contact ? 'taken' : person
}

/** From now on the person on file speaks here: their own applications, orders and relatives are at hand. */
export const verifyOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'people.verify',
    rank: 29,
    input,
    outcomes: {
      verified: z.object({}),
      /** By a code of their own: nobody has seen papers, so they are known as well as they were before. */
      joined: z.object({}),
      wrong: z.object({}),
    },
    async run(tx, calls) {
      const outcomes: Outcome[] = []
      for (const call of calls) outcomes.push(await verify(ports, tx, call))
      return outcomes
    },
  })

async function verify(ports: TradePorts, tx: Tx, call: CodeCall): Promise<Outcome> {
  const { vault } = ports
  const told = await whoTells(vault, tx, call)
  if (typeof told === 'string') return { name: 'wrong', output: {} }
  const owner = told.id
  // The person before the code, as staff who issue another one lock them: neither waits for the other for ever.
  const [there] = await tx
    .select({ level: contact.level, erasedAt: contact.erasedAt })
    .from(contact)
    .where(eq(contact.id, owner))
    .for('no key update')
  if (!there || there.erasedAt) return { name: 'wrong', output: {} }
  const redeemed = await redeemCode(vault, tx, call.input.code, call.arrivedAt)
  if (redeemed?.contact !== owner) return { name: 'wrong', output: {} }
  // The turn holds this conversation.
  await tx.update(conversation).set({ speakerId: owner }).where(eq(conversation.id, call.conversation))
  const own = 'talk' in redeemed.issuer ? redeemed.issuer.talk : null
  const level = own === null ? 'verified' : there.level
  await tx
    .update(contact)
    .set({ level, newsIn: sql`coalesce(news_in, ${own ?? call.conversation}::uuid)` })
    .where(eq(contact.id, owner))
  if (own !== null && own !== call.conversation) await tellIssuer(ports, tx, owner, own, call)
  const person = await factsOf(vault, tx, owner, call.language)
  return { name: own === null ? 'verified' : 'joined', output: {}, speaker: owner, person }
}

/** Where the code was asked for: whoever did not tell it to anybody of theirs can part the two again. */
function tellIssuer({ tell }: TradePorts, tx: Tx, to: ContactId, talk: ConversationId, call: CodeCall): Promise<void> {
  const key = `joined:${call.conversation}:${call.key}`
  return tell(tx, { conversation: talk, to, key, name: 'chat_joined', data: { chat: call.conversation } })
}
