import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import type { Fleet } from '../fleet.ts'
import { between, oneOf, type Random } from '../random.ts'
import type { Chronicle } from './chronicle.ts'
import type { StaffAct } from './history.ts'

const LOOK_MS = 150
const PATIENCE_MS = 3_000
/** Much longer than the desk is ever away. */
const GIVES_UP_MS = 60_000
const list = z.object({ handoffs: z.array(z.looseObject({ id: z.string(), state: z.string() })) })
type Body =
  | { readonly id: string; readonly text: string }
  | { readonly note: string; readonly text?: never }
  | { readonly text?: never }
const REPLIES = ['我是值班员，您说', '我帮您问一下', '带上身份证就行', '周一到周五都在']

/** Whoever is on duty: takes hand-offs, answers, gives talks back or into the queue, or keeps them. */
export class Staff {
  readonly #fleet: Fleet
  readonly #chronicle: Chronicle
  readonly #random: Random
  readonly #seen = new Set<string>()
  readonly #serving: Promise<void>[] = []
  #cookie = ''
  #replies = 0
  #over = false

  constructor(fleet: Fleet, chronicle: Chronicle, random: Random) {
    this.#fleet = fleet
    this.#chronicle = chronicle
    this.#random = random
  }

  async signIn(): Promise<void> {
    const [url = ''] = this.#fleet.urls
    const body = { username: 'staff1', password: 'staff-password-01' }
    const answer = await this.#post(url, '/auth/sign-in/username', body)
    if (answer.status !== 200) throw new Error(`signing in was answered ${answer.status}`)
    this.#cookie = answer.headers
      .getSetCookie()
      .map(cookie => cookie.split(';')[0])
      .join('; ')
  }

  /** Until `leave`. */
  async work(): Promise<void> {
    while (!this.#over) {
      for (const { id, state } of (await this.look()) ?? []) {
        if (state === 'claimed' || this.#seen.has(id)) continue
        this.#seen.add(id)
        this.#serving.push(this.#serve(id))
      }
      await pause(LOOK_MS)
    }
    await Promise.all(this.#serving)
  }

  leave(): void {
    this.#over = true
  }

  /** What the console lists as open; null: no answer. */
  async look() {
    const url = this.#fleet.any(this.#random)
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const headers = { cookie: this.#cookie }
    const answer = await fetch(`${url}/api/handoffs?state=open`, { headers, signal }).catch(() => null)
    const body: unknown = await answer?.json().catch(() => null)
    return answer?.ok ? list.parse(body).handoffs : null
  }

  async #serve(handoff: string): Promise<void> {
    await pause(between(this.#random, 50, 900))
    if (!(await this.#do('claim', handoff, {}))) return
    for (let left = between(this.#random, 0, 3); left > 0; left--) {
      await pause(between(this.#random, 50, 300))
      const text = `${oneOf(this.#random, REPLIES)}（${++this.#replies}）`
      await this.#do('reply', handoff, { id: `r${this.#replies}`, text })
    }
    await pause(between(this.#random, 50, 300))
    const habit = this.#random()
    if (habit < 0.6) await this.#do('close', handoff, { note: '周一带身份证去街道办' })
    else if (habit < 0.75) await this.#do('transfer', handoff, {})
  }

  /** True: done. No answer and a 5xx are tried again. */
  async #do(act: StaffAct['act'], handoff: string, body: Body): Promise<boolean> {
    const attempts = this.#chronicle.acted(act, handoff, body.text)
    const until = performance.now() + GIVES_UP_MS
    while (performance.now() < until && !this.#fleet.over) {
      const url = this.#fleet.any(this.#random)
      const status = await this.#chronicle.attempt(attempts, async () => {
        const answer = await this.#post(url, `/handoffs/${handoff}/${act}`, body)
        await answer.text()
        return answer.status
      })
      if (status !== null && status < 500) return status < 300
      await pause(between(this.#random, 40, 160))
    }
    return false
  }

  #post(url: string, path: string, body: object): Promise<Response> {
    const headers = { 'content-type': 'application/json', origin: url, cookie: this.#cookie }
    const signal = AbortSignal.timeout(PATIENCE_MS)
    return fetch(`${url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body), signal })
  }
}
