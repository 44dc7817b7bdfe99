import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Unavailable } from '../../../db/failure.ts'

export interface Entry {
  readonly id: number
  readonly sealed: Uint8Array
}

/** Entries on this machine's disk, oldest first. */
export interface Spool {
  /** How many are still to be fed, those on their way to the disk included. */
  readonly size: number
  /** Resolves once it survives a power cut. Unavailable: the spool or the disk is full. */
  keep(sealed: Uint8Array): Promise<void>
  /** The oldest, at most so many. */
  oldest(most: number): readonly Entry[]
  forget(ids: readonly number[]): void
  /** The database won't have it. After the third time it stays where it is, and those behind it go on. */
  failed(id: number): void
  close(): void
}

interface Waiting {
  readonly sealed: Uint8Array
  kept(): void
  failed(error: unknown): void
}

const TRIES = 3
const PAGE_BYTES = 4_096
const SUFFIX = '.spool'
const GATE = 'gate.sqlite'
const GATE_MS = 10_000

/**
 * A file of this process alone: SQLite, which writes and syncs with care. What comes in one turn of the loop is one
 * commit. `mostBytes` bounds the file; beyond it, as on a full disk, nothing is accepted.
 */
export function openSpool(folder: string, name: string, mostBytes: number): Spool {
  return alone(folder, () => new FileSpool(join(folder, `${name}${SUFFIX}`), mostBytes))
}

/** What processes left behind that have ended: each is this process's from here on. */
export function leftSpools(folder: string, mostBytes: number): readonly Spool[] {
  return alone(folder, () => {
    const files = readdirSync(folder).filter(file => file.endsWith(SUFFIX))
    return files.flatMap(file => {
      try {
        return new FileSpool(join(folder, file), mostBytes)
      } catch (error) {
        // Another process lives with it, or this one.
        if (isBusy(error)) return []
        throw error
      }
    })
  })
}

/** A file that was made and is not locked yet is taken for one that a dead process left: so one process opens at a time. */
function alone<T>(folder: string, open: () => T): T {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const gate = new DatabaseSync(join(folder, GATE))
  try {
    gate.exec(`pragma busy_timeout = ${GATE_MS}; begin exclusive`)
    return open()
  } finally {
    gate.close()
  }
}

class FileSpool implements Spool {
  readonly #file: string
  readonly #database: DatabaseSync
  readonly #waiting: Waiting[] = []
  #kept: number

  constructor(file: string, mostBytes: number) {
    this.#file = file
    this.#database = new DatabaseSync(file)
    try {
      this.#database.exec(`pragma busy_timeout = 0; pragma locking_mode = exclusive; pragma synchronous = full;
        pragma page_size = ${PAGE_BYTES}; pragma max_page_count = ${Math.ceil(mostBytes / PAGE_BYTES)};
        create table if not exists entry (id integer primary key autoincrement, sealed blob not null, failed integer not null default 0);
        begin immediate; commit`)
    } catch (error) {
      this.#database.close()
      throw error
    }
    this.#kept = this.#count()
  }

  get size(): number {
    return this.#kept + this.#waiting.length
  }

  keep(sealed: Uint8Array): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.push({ sealed, kept: resolve, failed: reject })
    if (this.#waiting.length === 1) setImmediate(() => this.#write())
    return promise
  }

  oldest(most: number): readonly Entry[] {
    const rows = this.#database
      .prepare('select id, sealed from entry where failed < ? order by id limit ?')
      .all(TRIES, most)
    return rows.flatMap(({ id, sealed }) => (sealed instanceof Uint8Array ? { id: Number(id), sealed } : []))
  }

  forget(ids: readonly number[]): void {
    const remove = this.#database.prepare('delete from entry where id = ?')
    this.#commit(() => {
      for (const id of ids) remove.run(id)
    })
    this.#kept -= ids.length
  }

  failed(id: number): void {
    this.#database.prepare('update entry set failed = failed + 1 where id = ?').run(id)
    this.#kept = this.#count()
  }

  close(): void {
    this.#write()
    const isEmpty = this.#database.prepare('select 1 from entry limit 1').get() === undefined
    this.#database.close()
    if (isEmpty) rmSync(this.#file, { force: true })
  }

  #count(): number {
    return Number(this.#database.prepare('select count(*) as n from entry where failed < ?').get(TRIES)?.n)
  }

  #write(): void {
    const all = this.#waiting.splice(0)
    if (all.length === 0) return
    try {
      const add = this.#database.prepare('insert into entry (sealed) values (?)')
      this.#commit(() => {
        for (const { sealed } of all) add.run(sealed)
      })
      this.#kept += all.length
      for (const { kept } of all) kept()
    } catch (error) {
      for (const { failed } of all) failed(new Unavailable('the spool is full', { cause: error }))
    }
  }

  #commit(work: () => void): void {
    this.#database.exec('begin immediate')
    try {
      work()
      this.#database.exec('commit')
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback')
      throw error
    }
  }
}

/** https://www.sqlite.org/rescode.html#busy */
const BUSY = 5
const isBusy = (error: unknown) => error instanceof Error && 'errcode' in error && error.errcode === BUSY
