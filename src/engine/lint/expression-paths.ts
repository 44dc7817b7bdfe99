import type { AstNode } from '../expression.ts'

/** `slots.found.days[0].label` as slots, found, days, *, label. */
export type Path = readonly string[]
export const ELEMENT = '*'

/** What an expression reads, as far as its text tells. */
export function pathsOf(node: AstNode): Path[] {
  const own = pathOf(node)
  if (own) return [own]
  return childrenOf(node).flatMap(pathsOf)
}

export function pathOf(node: AstNode): Path | null {
  if (node.op === 'id') return [node.args]
  if (node.op === '.') {
    const before = pathOf(node.args[0])
    return before && [...before, node.args[1]]
  }
  if (node.op !== '[]') return null
  const [object, key] = node.args
  const before = pathOf(object)
  if (!before || key.op !== 'value') return null
  return typeof key.args === 'string' ? [...before, key.args] : [...before, ELEMENT]
}

function childrenOf(node: AstNode): readonly AstNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'list':
      return node.args
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    default:
      return node.args
  }
}
