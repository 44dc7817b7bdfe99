import { uniqueViolation } from '../../../db/failure.ts'
import { learnedWord, staffUser } from '../../../db/schema/index.ts'
import { and, desc, eq, isNull } from '../../../db/sql.ts'
import type { Catalogue, CatalogueItem, Untaught } from '../../core/catalogue.ts'
import { CallerError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { INTENTS, type Intent } from '../../core/reading.ts'
import type { Staff } from '../../core/staff.ts'
import { intentsServed } from '../../engine/intents-served.ts'
import { foldWord } from '../../language/text/fold.ts'
import { whyNotTaught } from '../../language/wishes/why-not-taught.ts'
import { audit } from '../audit.ts'
import type { DeskPorts } from '../ports.ts'
import { settleUnknownWords } from './unknown-words.ts'

type WordPorts = Pick<DeskPorts, 'database' | 'shelf' | 'now'>

type Meaning =
  | { readonly kind: 'alias'; readonly list: string; readonly item: string }
  | { readonly kind: 'example'; readonly intent: Intent }

interface Lesson {
  readonly words: string
  readonly meaning: Meaning
  /** The wording on the list that it settles. */
  readonly unknown: string | null
}

/** Null: every process reads them so from the next moment on. Else why not, and nothing was changed. */
export async function teachWords(ports: WordPorts, staff: Staff, lesson: Lesson): Promise<Untaught | null> {
  const words = lesson.words.normalize('NFC').trim()
  const { meaning } = lesson
  requireKnown(ports, meaning)
  const refusal = whyNotTaught(words, meaning.kind) ?? (meaning.kind === 'alias' ? takenBy(ports, words) : null)
  if (refusal) return refusal
  const { kind, ...means } = meaning
  const row = { id: newId(), kind, words, folded: foldWord(words), ...means }
  try {
    await ports.database.transaction(async tx => {
      await tx.insert(learnedWord).values({ ...row, addedBy: staff.id, addedAt: new Date(ports.now()) })
      await audit(tx, staff, `words.${kind}`, { contact: null, subject: row.id })
      if (lesson.unknown !== null) await settleUnknownWords(tx, staff, lesson.unknown, ports.now())
      await ports.database.bell.ring(tx, 'flows')
    })
    return null
  } catch (error) {
    if (uniqueViolation(error) === null) throw error
    throw new CallerError('conflict', 'these words were taught already', { cause: error })
  }
}

function requireKnown({ shelf }: WordPorts, meaning: Meaning): void {
  const known =
    meaning.kind === 'alias'
      ? itemsOf(shelf.catalogue()).some(({ list, item }) => list === meaning.list && item.id === meaning.item)
      : intentsServed(shelf.book()).includes(meaning.intent)
  if (!known) throw new CallerError('bad_request', 'there is nothing of this name to be meant')
}

/** A name stands for its item alone, whatever else goes by it. */
function takenBy({ shelf }: WordPorts, words: string): Untaught | null {
  const folded = foldWord(words)
  const names = itemsOf(shelf.catalogue()).flatMap(({ item }) => Object.values(item.name))
  return names.some(name => name !== undefined && foldWord(name) === folded) ? 'taken' : null
}

function itemsOf({ lists }: Catalogue): { readonly list: string; readonly item: CatalogueItem }[] {
  return lists.flatMap(({ name: list, items }) => items.map(item => ({ list, item })))
}

/** From the next moment on nobody reads them so. */
export async function unteachWords({ database, now }: WordPorts, staff: Staff, id: string): Promise<void> {
  await database.transaction(async tx => {
    const removed = await tx
      .update(learnedWord)
      .set({ removedBy: staff.id, removedAt: new Date(now()) })
      .where(and(eq(learnedWord.id, id), isNull(learnedWord.removedAt)))
      .returning({ id: learnedWord.id })
    if (removed.length === 0) throw new CallerError('not_found', 'nothing of this id is taught')
    await audit(tx, staff, 'words.remove', { contact: null, subject: id })
    await database.bell.ring(tx, 'flows')
  })
}

/** What is taught now, the newest first. */
export async function listLearnedWords({ database, shelf }: WordPorts) {
  const names = new Map(
    itemsOf(shelf.catalogue()).map(({ list, item }) => [`${list} ${item.id}`, item.name['zh-CN']] as const),
  )
  const found = await database.db
    .select({ word: learnedWord, by: staffUser.name })
    .from(learnedWord)
    .leftJoin(staffUser, eq(staffUser.id, learnedWord.addedBy))
    .where(isNull(learnedWord.removedAt))
    .orderBy(desc(learnedWord.addedAt))
  return found.map(({ word, by }) => ({
    id: word.id,
    words: word.words,
    item: word.list === null ? null : (names.get(`${word.list} ${word.item}`) ?? word.item),
    intent: INTENTS.find(one => one === word.intent) ?? null,
    addedBy: by,
    addedAt: word.addedAt.toISOString(),
  }))
}

/** All that words can be taught to mean. */
export function teachableMeanings({ shelf }: Pick<WordPorts, 'shelf'>) {
  return {
    items: itemsOf(shelf.catalogue()).map(({ list, item }) => ({ list, id: item.id, name: item.name['zh-CN'] })),
    intents: intentsServed(shelf.book()),
  }
}
