import type { AstNode } from '../expression.ts'
import { pathOf } from './expression-paths.ts'

export type Truth = 'yes' | 'no' | 'maybe'
/** Is the slot empty? undefined: not known. */
export type Emptiness = (slot: string) => boolean | undefined

/** What a condition gives when only this is known: which slots are empty. */
export function truthOf(node: AstNode, empty: Emptiness): Truth {
  switch (node.op) {
    case 'value':
      return node.args === true ? 'yes' : 'no'
    case '!_':
      return not(truthOf(node.args, empty))
    case '&&':
      return not(either(not(truthOf(node.args[0], empty)), not(truthOf(node.args[1], empty))))
    case '||':
      return either(truthOf(node.args[0], empty), truthOf(node.args[1], empty))
    case '==':
      return equality(node.args, empty)
    case '!=':
      return not(equality(node.args, empty))
    case '<':
    case '<=':
    case '>':
    case '>=':
      return node.args.some(side => isEmpty(side, empty) === true) ? 'no' : 'maybe'
    case 'call': {
      const [name, [operand]] = node.args
      const none = name === 'has' && operand ? isEmpty(operand, empty) : undefined
      return none === undefined ? 'maybe' : none ? 'no' : 'yes'
    }
    default:
      return isEmpty(node, empty) === true ? 'no' : 'maybe'
  }
}

function equality([left, right]: readonly [AstNode, AstNode], empty: Emptiness): Truth {
  const [a, b] = [isEmpty(left, empty), isEmpty(right, empty)]
  if (a === undefined || b === undefined) return 'maybe'
  if (a && b) return 'yes'
  return a === b ? 'maybe' : 'no'
}

/** A slot as a whole, what is below an empty one, or a literal. */
function isEmpty(node: AstNode, empty: Emptiness): boolean | undefined {
  if (node.op === 'value') return node.args === null
  const [root, slot, ...below] = pathOf(node) ?? []
  if (root !== 'slots' || slot === undefined) return undefined
  const none = empty(slot)
  return none || below.length === 0 ? none : undefined
}

const not = (truth: Truth): Truth => (truth === 'maybe' ? truth : truth === 'yes' ? 'no' : 'yes')

function either(a: Truth, b: Truth): Truth {
  if (a === 'yes' || b === 'yes') return 'yes'
  return a === 'no' && b === 'no' ? 'no' : 'maybe'
}
