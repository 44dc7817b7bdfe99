import type { FlowDefinition, FlowTest, TestGiven, TestStub } from '../definition.ts'
import { type Known, oneOf, type Report } from './linting.ts'

/** Dialogue tests: what they name must be there, and each must be able to fail. */
export function lintTests(definition: FlowDefinition, known: Known, report: Report): void {
  // A sub-flow is rehearsed by the flows that call it.
  if (definition.marks.length > 0 && definition.triggers.length > 0 && definition.tests.length === 0) {
    report(null, `marked ${definition.marks.join(', ')} and without a test`, 'Write dialogue tests for it.')
  }
  lintGiven(definition.given, 'given', known, report)
  const names = new Set<string>()
  for (const test of definition.tests) {
    const where = `test “${test.name}”`
    if (names.has(test.name)) report(null, `${where} is there twice`, 'Give one of them another name.')
    names.add(test.name)
    if (!test.talk.some(turn => 'expect' in turn)) {
      report(null, `${where} expects nothing`, 'Add an expect: a test that can not fail shows nothing.')
    }
    lintGiven(test.given, where, known, report)
    lintExpected(test, where, known, report)
    lintSignals(test, where, known, report)
  }
}

function lintGiven(given: TestGiven | undefined, where: string, known: Known, report: Report): void {
  for (const [name, stubs] of Object.entries(given?.operations ?? {})) {
    const operation = known.operations.get(name)
    if (!operation) {
      report(null, `${where} stubs ${name}, which no trade has`, oneOf(name, known.operations.keys()))
      continue
    }
    for (const stub of Array.isArray(stubs) ? stubs : [stubs]) {
      const told = (what: string, cure: string) => report(null, `${where}: ${what}`, cure)
      lintStub(stub, name, known, told)
    }
  }
}

function lintStub(stub: TestStub, name: string, known: Known, told: (what: string, cure: string) => void): void {
  const outcomes = known.operations.get(name)?.outcomes ?? {}
  const shape = outcomes[stub.outcome]
  if (!shape) {
    told(`${name} has no outcome ${stub.outcome}`, oneOf(stub.outcome, Object.keys(outcomes)))
    return
  }
  const parsed = shape.safeParse(stub.output)
  const [issue] = parsed.success ? [] : parsed.error.issues
  if (issue) {
    const field = issue.path.map(String).join('.') || 'the output'
    const why = issue.message.replace('Invalid input: ', '')
    told(`${name} never gives that as ${stub.outcome}: ${field}: ${why}`, 'Give what the operation would give.')
  }
  if (stub.act && !known.operations.has(stub.act.undo)) {
    told(`${name} is taken back by ${stub.act.undo}, which no trade has`, oneOf(stub.act.undo, known.operations.keys()))
  }
}

/** An event that nobody waits for does nothing: its test would show nothing. */
function lintSignals(test: FlowTest, where: string, known: Known, report: Report): void {
  const heard = new Set([...known.flows.values()].flatMap(signalsOf))
  for (const turn of test.talk) {
    if (!('signal' in turn) || heard.has(turn.signal) || !known.complete) continue
    report(null, `${where}: nothing waits for the signal ${turn.signal}`, oneOf(turn.signal, heard))
  }
}

function signalsOf({ triggers, steps }: FlowDefinition): string[] {
  const started = triggers.flatMap(trigger => ('signal' in trigger ? [trigger.signal] : []))
  const awaited = Object.values(steps).flatMap(step =>
    step.kind === 'wait' && 'signal' in step.wait ? [step.wait.signal] : [],
  )
  return [...started, ...awaited]
}

/** Questions of the desk itself, by their askers. */
const DESK_QUESTIONS = ['resume', 'menu', 'clarify', 'danger_check', 'can_speak', 'unwell', 'stop_news']

function lintExpected(test: FlowTest, where: string, known: Known, report: Report): void {
  // An interruption may lead to any flow.
  const flows = [...known.flows.values()]
  const slots = new Set(flows.flatMap(flow => Object.keys(flow.slots)))
  const confirms = flows.flatMap(flow => Object.entries(flow.steps).filter(([, step]) => step.kind === 'confirm'))
  const questions = new Set([...slots, ...DESK_QUESTIONS, ...confirms.map(([id]) => id)])
  for (const turn of test.talk) {
    const expected = 'expect' in turn ? turn.expect : {}
    if (expected.asked !== undefined && !questions.has(expected.asked)) {
      const what = `${where} expects the question ${expected.asked}, which is no slot and no confirm step`
      report(null, what, oneOf(expected.asked, questions))
    }
    for (const name of expected.called ?? []) {
      if (known.operations.has(name)) continue
      report(null, `${where} expects a call of ${name}, which no trade has`, oneOf(name, known.operations.keys()))
    }
    for (const name of [...Object.keys(expected.slots ?? {}), ...staffSlots(turn)]) {
      if (!slots.has(name)) report(null, `${where} names the slot ${name}, which is not there`, oneOf(name, slots))
    }
  }
}

function staffSlots(turn: FlowTest['talk'][number]): string[] {
  return 'staff_close' in turn ? Object.keys(turn.staff_close.slots ?? {}) : []
}
