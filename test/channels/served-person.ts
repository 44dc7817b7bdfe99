import { randomUUID } from 'node:crypto'
import { handoff } from '../../db/schema/index.ts'
import type { TestDatabase } from '../database.ts'
import type { StaffVisitor } from '../privacy/visitor.ts'
import type { Phone } from './phone.ts'

/** Somebody who asked for a person, and the staff member who took it: what staff write goes out as it is. */
export class ServedPerson {
  readonly phone: Phone
  readonly #staff: StaffVisitor
  readonly #handoff: string

  private constructor(phone: Phone, staff: StaffVisitor, handoff: string) {
    this.phone = phone
    this.#staff = staff
    this.#handoff = handoff
  }

  /** One after another: the newest hand-off is theirs. */
  static async call(phone: Phone, staff: StaffVisitor, { db }: TestDatabase): Promise<ServedPerson> {
    const ids = async () => (await db.select({ id: handoff.id }).from(handoff)).map(row => row.id)
    const before = await ids()
    await phone.ask('人工', '')
    const id = (await ids()).find(one => !before.includes(one))
    if (!id) throw new Error('nobody was called')
    await staff.post(`/handoffs/${id}/claim`, {}, 200)
    return new ServedPerson(phone, staff, id)
  }

  async tell(...texts: readonly string[]): Promise<void> {
    for (const text of texts)
      await this.#staff.post(`/handoffs/${this.#handoff}/reply`, { id: randomUUID(), text }, 200)
  }

  /** What staff see of a message: waiting, sent or failed. */
  async stateOf(text: string): Promise<string | undefined> {
    const { messages } = await this.#staff.get(`/handoffs/${this.#handoff}`)
    return messages.find(one => one.from === 'staff' && one.text === text)?.state
  }
}
