import type { FlowDefinition, Step } from './definition.ts'

/** The flow as a Mermaid diagram: a node a step, an arrow for each way on. */
export function flowGraph(definition: FlowDefinition): string {
  const lines = ['flowchart TD', `  start((${definition.flow})) --> ${node(definition.start)}`]
  for (const [id, step] of Object.entries(definition.steps)) {
    lines.push(`  ${node(id)}["${id}: ${step.kind}"]`)
    for (const [label, to] of waysOn(definition, step)) {
      lines.push(`  ${node(id)} -->${label ? `|"${quoted(label)}"|` : ''} ${node(to)}`)
    }
  }
  return lines.join('\n')
}

/** Mermaid reads some words (end) as its own. */
const node = (id: string) => `s_${id.replaceAll('-', '_')}`

/** Conditions hold quotation marks, brackets and bars. */
const quoted = (label: string) => label.replaceAll('"', '#quot;')

/** Every step that may come next, with what leads there. */
export function waysOn(definition: FlowDefinition, step: Step): (readonly [label: string, to: string])[] {
  const { after } = definition.silence
  const asks = step.kind === 'ask' || step.kind === 'confirm'
  return [...answers(definition, step), ...(asks && after !== undefined ? [['silence', after] as const] : [])]
}

function answers(definition: FlowDefinition, step: Step): (readonly [label: string, to: string])[] {
  switch (step.kind) {
    case 'confirm':
      return [
        ['agreed', step.agreed],
        ['refused', step.refused],
      ]
    case 'choose':
      return [...step.choose.map(one => [one.when, one.next] as const), ['otherwise', step.otherwise]]
    case 'call':
      return Object.entries(step.outcomes)
    case 'goto':
      return [['', step.goto]]
    case 'end':
      return []
    case 'ask': {
      const slots = Array.isArray(step.ask) ? step.ask : [step.ask]
      const jumps = slots.flatMap(slot => definition.slots[slot]?.choices ?? [])
      return [
        ['', step.next],
        ...jumps.flatMap(choice => ('next' in choice && choice.next ? [[choice.label, choice.next] as const] : [])),
      ]
    }
    case 'sub':
      return [['', step.next], ...(step.dropped ? [['dropped', step.dropped] as const] : [])]
    case 'wait':
      return [['', step.next], ...(step.late ? [['late', step.late] as const] : [])]
    case 'say':
    case 'set':
    case 'handoff':
    case 'notify':
      return [['', step.next]]
  }
}
