import * as z from 'zod'
import { ALARM_CLASSES } from '../core/alarm.ts'
import { LANGUAGES } from '../core/language.ts'
import { LEVELS } from '../core/person.ts'
import { COMMANDS, INTENTS, PERIODS, SLOT_TYPES } from '../core/reading.ts'

/** Readable ids, in files that people edit: lower case, digits, hyphens. */
const id = z.string().regex(/^[a-z][a-z0-9-]{0,47}$/, 'lower-case letters, digits and hyphens, at most 48')
/** Slots and outcomes: lower case with underscores, so that CEL reads them as identifiers. */
const name = z.string().regex(/^[a-z][a-z0-9_]{0,47}$/, 'lower-case letters, digits and underscores, at most 48')
const textKey = name
const step = id
/** CEL. Sees `slots`, `person` (PersonFacts) and `now` ({date, time, weekday}). */
const expression = z.string().min(1).max(500)
const named = z.record(name, expression)
/** `10m`, `24h`, `3d`, or `5w` working days. */
const duration = z.string().regex(/^[1-9]\d{0,3}[smhdw]$/, 'a number and s, m, h, d or w (working days), as in 10m')

const languageTexts = z.record(
  textKey,
  z.union([
    z.string().min(1),
    z.strictObject({ plain: z.string(), large: z.string().optional(), voice: z.string().optional() }),
  ]),
)

/** An option of a question: takes a value, or leads elsewhere. */
const fixedChoice = z.strictObject({
  label: textKey,
  with: named.optional(),
  /** Further words that choose it, by language. */
  also: z.partialRecord(z.enum(LANGUAGES), z.array(z.string())).optional(),
  when: expression.optional(),
  value: expression.optional(),
  next: step.optional(),
})
/** Options made from a list: `each` is a list expression; `item` stands for its element in `value`, `with`, `when`, `also`. */
const listedChoice = z.strictObject({
  each: expression,
  label: textKey,
  with: named.optional(),
  /** A list of strings by expression: further words that choose it. */
  also: expression.optional(),
  when: expression.optional(),
  value: expression,
})
const choice = z.union([fixedChoice, listedChoice])

const card = z.strictObject({
  title: textKey,
  /** In order: the key of each line's name, and a text key for its value. Lines whose `when` is false are left out. */
  lines: z.array(z.strictObject({ name: textKey, value: textKey, when: expression.optional() })).min(1),
})

export const slotSchema = z.strictObject({
  type: z.enum(SLOT_TYPES),
  /** items: name of the item list. */
  list: z.string().optional(),
  /** The question; may be missing for slots that are only set or kept. */
  ask: textKey.optional(),
  with: named.optional(),
  choices: z.array(choice).optional(),
  /** number, money, year, items' quantity. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** period: the ones that make sense here. */
  of: z.array(z.enum(PERIODS)).optional(),
  /** A further condition on `value`, with the text that says kindly what is wrong. */
  check: z.strictObject({ holds: expression, otherwise: textKey }).optional(),
  /** Said instead of the general words when an answer could not be read. */
  unclear: textKey.optional(),
  /** What 帮助 says while this is asked. */
  help: textKey.optional(),
  /** Show 0 找人 even with fewer than three choices: where the question refuses something. */
  person: z.boolean().optional(),
  /** Filled from the message that started the flow and from any later one that says it; false: only when asked. */
  prefill: z.boolean().optional(),
  /** Where to go when it is changed after it was answered. Missing: it can't be corrected in passing. */
  revise: step.optional(),
  /** Personal data: masked in staff transcripts of other areas and in "words we did not know". */
  personal: z.boolean().optional(),
})

const next = { next: step }
const options = { with: named.optional() }

export const stepSchemas = {
  say: z.strictObject({ say: textKey, ...options, card: card.optional(), ...next }),
  /** One slot, or a form of several: one question at a time, several answers from one sentence, filled ones skipped. */
  ask: z.strictObject({
    ask: z.union([name, z.array(name).min(1)]),
    /** Replaces the slot's own question; for a single slot. */
    say: textKey.optional(),
    ...options,
    /** Ask even when the slot has a value; the old value is offered by the question's words, not kept silently. */
    again: z.boolean().optional(),
    ...next,
  }),
  /** A read-back: yes or no. Neither is spelt yes or no here: YAML would make them booleans. */
  confirm: z.strictObject({
    confirm: textKey,
    ...options,
    card: card.optional(),
    agree_label: textKey.optional(),
    refuse_label: textKey.optional(),
    /** Show 0 找人 too. */
    person: z.boolean().optional(),
    agreed: step,
    refused: step,
  }),
  set: z.strictObject({ set: z.record(name, expression), ...next }),
  choose: z.strictObject({
    choose: z.array(z.strictObject({ when: expression, next: step })).min(1),
    otherwise: step,
  }),
  call: z.strictObject({
    call: z.string().regex(/^[a-z_]+\.[a-z_]+$/, 'trade.operation'),
    with: named.optional(),
    /** Slot (type data) that takes the outcome's output. */
    keep: name.optional(),
    outcomes: z.record(name, step),
  }),
  sub: z.strictObject({
    sub: id,
    with: named.optional(),
    /** Slot of ours → name in the sub-flow's `give`. */
    keep: z.record(name, name).optional(),
    /** When the sub-flow ended as dropped. Missing: this flow is dropped too. */
    dropped: step.optional(),
    ...next,
  }),
  /** Parks until a time, or a named event; `late` is where the time leads when an event was waited for. */
  wait: z.strictObject({
    wait: z.union([
      z.strictObject({ for: duration }),
      z.strictObject({ until: expression }),
      z.strictObject({ signal: z.string(), for: duration, keep: name.optional() }),
    ]),
    late: step.optional(),
    ...next,
  }),
  /** To a person, with draft and transcript; goes on at `next` when staff close. */
  handoff: z.strictObject({ handoff: z.string().regex(/^[a-z_]+$/), say: textKey.optional(), ...options, ...next }),
  /** Tells somebody else: staff of the area, or the relatives who may know. */
  notify: z.strictObject({ notify: z.enum(['staff', 'relatives']), say: textKey, ...options, ...next }),
  goto: z.strictObject({ goto: step }),
  end: z.strictObject({
    end: z.enum(['done', 'dropped']),
    say: textKey.optional(),
    ...options,
    card: card.optional(),
    /** What a calling flow may keep. */
    give: named.optional(),
  }),
} as const

export const STEP_KINDS = Object.keys(stepSchemas) as StepKind[] // Object.keys forgets the literal keys
export type StepKind = keyof typeof stepSchemas
export type StepOf<K extends StepKind> = z.infer<(typeof stepSchemas)[K]>
export type Step = { [K in StepKind]: StepOf<K> & { readonly kind: K } }[StepKind]

const trigger = z.union([
  z.strictObject({ intent: z.enum(INTENTS), when: expression.optional() }),
  /** `within`: only while that flow is going on (the dishes while ordering); with its like-named slots. */
  z.strictObject({ command: z.enum(COMMANDS), within: id.optional() }),
  /** Whole messages, beyond the intents. */
  z.strictObject({ words: z.partialRecord(z.enum(LANGUAGES), z.array(z.string()).min(1)) }),
  z.strictObject({ signal: z.string() }),
  /** The first message of a conversation, or the chat was opened. */
  z.strictObject({ first: z.literal(true) }),
])

const testTurn = z.union([
  z.strictObject({ user: z.string() }),
  z.strictObject({ tap: z.number().int().min(0) }),
  z.strictObject({ passes: duration }),
  z.strictObject({ signal: z.string(), data: z.record(z.string(), z.unknown()).optional() }),
  z.strictObject({
    staff_close: z.strictObject({ note: z.string(), slots: z.record(z.string(), z.unknown()).optional() }),
  }),
  z.strictObject({ photo: z.literal(true) }),
  z.strictObject({
    expect: z.strictObject({
      /** Each must stand in the bubbles since the last user turn. */
      said: z.array(z.string()).optional(),
      not_said: z.array(z.string()).optional(),
      /** Slot or step that is open. */
      asked: z.string().optional(),
      /** Labels of the options shown, in order. */
      options: z.array(z.string()).optional(),
      slots: z.record(z.string(), z.unknown()).optional(),
      called: z.array(z.string()).optional(),
      handoff: z.string().optional(),
      alarm: z.enum(ALARM_CLASSES).optional(),
      end: z.enum(['done', 'dropped', 'idle']).optional(),
    }),
  }),
])

/** What an operation answers in a dialogue test. */
const stub = z.strictObject({
  outcome: z.string(),
  output: z.record(z.string(), z.unknown()).default({}),
  /** Can be taken back for so many minutes. */
  act: z
    .strictObject({
      number: z.string(),
      undo: z.string(),
      input: z.record(z.string(), z.unknown()).default({}),
      minutes: z.number().default(5),
    })
    .optional(),
  person: z.record(z.string(), z.unknown()).optional(),
})

const given = z.strictObject({
  person: z
    .strictObject({
      level: z.enum(LEVELS).optional(),
      language: z.enum(LANGUAGES).optional(),
      largeType: z.boolean().optional(),
      form: z.string().optional(),
      profiled: z.boolean().optional(),
    })
    .optional(),
  channel: z.enum(['web', 'telegram', 'line', 'wechat']).optional(),
  /** Civil: `2026-11-24 09:00`. */
  clock: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/, 'a date and a time, as in 2026-11-24 09:00')
    .optional(),
  /** Operation → its outcome, or a list used call by call (the last one repeats). */
  operations: z.record(z.string(), z.union([stub, z.array(stub).min(1)])).optional(),
})

const testSchema = z.strictObject({
  name: z.string(),
  /** Replaces the flow's own `given` key by key; of `operations`, one by one. */
  given: given.optional(),
  talk: z.array(testTurn).min(1),
})

export const flowSchema = z.strictObject({
  format: z.literal('flow/1'),
  flow: id,
  about: z.string(),
  marks: z.array(z.enum(['money', 'welfare', 'safety'])).default([]),
  /** What it is called when it was interrupted: 订饭. */
  title: textKey,
  /** Entry in the main menu, by place. */
  menu: z.strictObject({ place: z.number().int(), label: textKey }).optional(),
  triggers: z.array(trigger).default([]),
  /**
   * Silence: reminder after, draft kept for. `after`: where it goes on afterwards instead of being set aside, for
   * questions whose silence means something; the reminder is then the question again.
   */
  silence: z
    .strictObject({ remind: duration, keep: duration, after: step.optional() })
    .default({ remind: '10m', keep: '24h' }),
  slots: z.record(name, slotSchema).default({}),
  start: step,
  steps: z.record(step, z.unknown()),
  texts: z.strictObject({ 'zh-CN': languageTexts, 'zh-TW': languageTexts.optional(), en: languageTexts.optional() }),
  /** Hash of the base text that each translation was made from; a stale one shows in lint. */
  translated: z.partialRecord(z.enum(LANGUAGES), z.record(textKey, z.string())).optional(),
  /** What every test starts from. */
  given: given.optional(),
  tests: z.array(testSchema).default([]),
  /** The editor's layout. Like the tests outside the version's hash. */
  layout: z.unknown().optional(),
})

export type SlotDefinition = z.infer<typeof slotSchema>
export type ChoiceDefinition = z.infer<typeof choice>
export type CardDefinition = z.infer<typeof card>
export type TestGiven = z.infer<typeof given>
export type TestStub = z.infer<typeof stub>
export type FlowTest = z.infer<typeof testSchema>
export type TestTurn = z.infer<typeof testTurn>
/** `steps` still unknown: parse each by its kind (parse-definition.ts) so that an error names file, step and cure. */
export type RawDefinition = z.infer<typeof flowSchema>
export type FlowDefinition = Omit<RawDefinition, 'steps'> & { readonly steps: Readonly<Record<string, Step>> }
