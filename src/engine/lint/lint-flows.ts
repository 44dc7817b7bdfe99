import type { OperationSpec } from '../../core/operation.ts'
import type { FlowDefinition } from '../definition.ts'
import type { Problem } from '../problem.ts'
import { lintBubbles } from './lint-bubbles.ts'
import { lintCalls } from './lint-calls.ts'
import { lintCircles } from './lint-circles.ts'
import { lintExpressions } from './lint-expressions.ts'
import { lintFills } from './lint-fills.ts'
import { lintLabels } from './lint-labels.ts'
import { lintNotices } from './lint-notices.ts'
import { lintOutputs } from './lint-outputs.ts'
import { lintSilence } from './lint-silence.ts'
import { lintSlots } from './lint-slots.ts'
import { lintSteps } from './lint-steps.ts'
import { lintSubs } from './lint-subs.ts'
import { lintTests } from './lint-tests.ts'
import { lintTexts } from './lint-texts.ts'
import { lintTriggers } from './lint-triggers.ts'
import type { Known, Report } from './linting.ts'

const SUBJECTS: readonly ((definition: FlowDefinition, known: Known, report: Report) => void)[] = [
  lintTriggers,
  lintSilence,
  lintSteps,
  lintCircles,
  lintCalls,
  lintOutputs,
  lintSubs,
  lintNotices,
  lintSlots,
  lintFills,
  lintTexts,
  lintBubbles,
  lintLabels,
  lintExpressions,
  lintTests,
]

/**
 * What is wrong with definitions that parse, each problem with its file, step and cure. Errors: the talk would throw,
 * loop, fall silent or show a gap. Warnings: it goes on, but not as it should.
 */
export function lintFlows(
  files: ReadonlyMap<FlowDefinition, string>,
  operations: ReadonlyMap<string, OperationSpec>,
  lists: readonly string[],
  complete = true,
): Problem[] {
  const problems: Problem[] = []
  const flows = new Map([...files.keys()].map(definition => [definition.flow, definition]))
  for (const [definition, file] of files) {
    const told = new Set<string>()
    const report: Report = (step, what, cure, level = 'error') => {
      const key = `${step} ${what}`
      // A title may be a menu entry too: once is enough.
      if (!told.has(key)) problems.push({ file, step, level, what, cure })
      told.add(key)
    }
    if ([...files.keys()].some(other => other !== definition && other.flow === definition.flow)) {
      report(null, `the flow ${definition.flow} is defined twice`, 'Give one of them another name.')
    }
    for (const lint of SUBJECTS) lint(definition, { flows, operations, lists, complete }, report)
  }
  return problems
}
