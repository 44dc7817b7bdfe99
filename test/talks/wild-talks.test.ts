import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flowFiles, readFlows } from '../../src/commands/load-flows.ts'
import { shippedCatalogue } from '../../src/commands/shipped-catalogue.ts'
import { type Instant, instant, later } from '../../src/core/civil-time.ts'
import { inWords } from '../../src/core/outbound.ts'
import { LEVELS, type PersonFacts } from '../../src/core/person.ts'
import { catalogueNames } from '../../src/desk/catalogue-names.ts'
import { composeMessage } from '../../src/desk/compose-message.ts'
import { type ConverseKit, converse, type Incoming } from '../../src/desk/converse.ts'
import { stubOutcome } from '../../src/desk/stub-outcome.ts'
import { optionToken } from '../../src/engine/option-token.ts'
import { prepareBook } from '../../src/engine/prepare.ts'
import type { Effect } from '../../src/engine/step.ts'
import { EMPTY_TALK, type Talk } from '../../src/engine/talk.ts'
import { createReader } from '../../src/language/create-reader.ts'
import { createTexts } from '../../src/texts/create-texts.ts'
import { specsOfTrades } from '../../src/trades.ts'
import { TEST_NOW } from '../database.ts'
import { knownOutcomes, type WildEvent, wildEvents } from './wild-events.ts'

const { flows } = readFlows(flowFiles('flows'))
const definitions = flows.map(one => one.definition)
const catalogue = await shippedCatalogue()
const book = prepareBook(
  flows.map(one => ({ ...one, current: true })),
  specsOfTrades().operations,
  { named: catalogueNames(catalogue) },
)
const kit: ConverseKit = { book, texts: createTexts(book), reader: createReader(catalogue) }
const outcomes = knownOutcomes(definitions)

const persons: fc.Arbitrary<PersonFacts> = fc.record({
  level: fc.constantFrom(...LEVELS),
  language: fc.constantFrom('zh-CN' as const, 'zh-TW' as const, 'en' as const),
  largeType: fc.boolean(),
  form: fc.constantFrom(null, '王奶奶'),
  profiled: fc.boolean(),
})

/** One talk, as the desk would have it. `choose` picks among what an operation may answer. */
class WildTalk {
  talk: Talk = EMPTY_TALK
  person: PersonFacts
  now: Instant = TEST_NOW
  withStaff = false
  circles = 0
  readonly #choose: (most: number) => number

  constructor(person: PersonFacts, choose: (most: number) => number) {
    this.person = person
    this.#choose = choose
  }

  /** What it says to it, in words. */
  meet(event: WildEvent): void {
    this.now = later(this.now, 1_000)
    // Nobody steps a talk that staff have; they give it back.
    if (this.withStaff) this.#run({ kind: 'resumed' })
    if (event.kind === 'passes') this.#pass(event.ms)
    else {
      const incoming = event.kind === 'presses' ? this.#pressing(event.nth) : event.incoming
      const effects = this.#run(incoming)
      const isHeard = effects.some(one => one.kind === 'say' || one.kind === 'handoff' || one.kind === 'alarm')
      if (!['returned', 'signal'].includes(incoming.kind)) expect(isHeard, `silence after ${incoming.kind}`).toBe(true)
    }
  }

  #pressing(nth: number): Incoming {
    const { open } = this.talk
    const option = open?.options[nth % open.options.length]
    return { kind: 'choice', token: open && option ? optionToken(open.serial, option) : '0.0' }
  }

  #pass(ms: number): void {
    const until = later(this.now, ms)
    for (let fired = 0; ; fired++) {
      const next = Math.min(...this.talk.due.map(due => due.at))
      if (next > until || this.withStaff) break
      expect(fired, 'timers that never end').toBeLessThan(100)
      this.now = instant(Math.max(next, this.now))
      this.#run({ kind: 'due' })
    }
    this.now = until
  }

  #run(incoming: Incoming): readonly Effect[] {
    try {
      return this.#step(incoming)
    } catch (error) {
      // Answers that fit nothing can lead in a circle, which the desk ends: such an event goes to a person.
      if (!(error instanceof Error && error.message.startsWith('more than 8 calls'))) throw error
      this.withStaff = true
      this.circles++
      return [{ kind: 'handoff', reason: 'failure' }]
    }
  }

  #step(incoming: Incoming): readonly Effect[] {
    const going = converse(kit, this.talk, incoming, { now: this.now, person: this.person })
    let step = going.next()
    let calls = 0
    while (!step.done) {
      const { operation } = step.value
      const known = outcomes.get(operation) ?? [{ outcome: 'undone', output: {} }]
      // Called again for the same event it answers otherwise, as an operation does when its input has changed.
      const nth = (this.#choose(known.length) + calls++) % known.length
      step = going.next(stubOutcome(known, operation, nth, this.now))
    }
    const { talk, effects, person } = step.value
    expect(JSON.parse(JSON.stringify(talk)), 'survives JSON').toEqual(talk)
    this.talk = JSON.parse(JSON.stringify(talk))
    this.person = person
    this.withStaff = effects.some(effect => effect.kind === 'handoff')
    for (const effect of effects) {
      if (effect.kind !== 'say') continue
      const body = composeMessage(kit.texts, effect, person, null)
      expect(inWords(body), 'an empty message').not.toBe('')
      expect(body.choices.filter(choice => choice.label.trim() === '')).toEqual([])
    }
    return effects
  }
}

test('whatever happens in whatever order, the shipped flows answer, and their state survives JSON', () => {
  const events = fc.array(wildEvents(definitions), { minLength: 1, maxLength: 40 })
  const lived = new Set<string>()
  let met = 0
  let circles = 0
  fc.assert(
    fc.property(events, persons, fc.array(fc.nat(), { minLength: 1, maxLength: 20 }), (all, person, picks) => {
      let picked = 0
      const talk = new WildTalk(person, most => (picks[picked++ % picks.length] ?? 0) % most)
      for (const event of all) {
        talk.meet(event)
        met++
        for (const frame of talk.talk.frames) lived.add(frame.flow)
      }
      circles += talk.circles
    }),
    { numRuns: 200 },
  )
  expect(circles).toBeLessThan(met / 50)
  process.stdout.write(`${lived.size} of ${flows.length} flows were met\n`)
  expect(lived.size).toBeGreaterThan(10)
})
