import type { AstNode } from '../expression.ts'
import { MACROS } from '../expression-functions.ts'

/** What an expression gives, as far as its text tells. `any`: only the talk tells. */
export type Kind = 'boolean' | 'number' | 'string' | 'list' | 'object' | 'null' | 'any'

export interface Typing {
  /** Of a variable (`field` null) or of a field of it. */
  kindOf(variable: string, field: string | null): Kind
  /** Called where the expression would fail in every talk that comes there with a value. */
  fault(what: string): void
}

/** Missing values are null everywhere, and null passes every operator: only what is known and wrong is a fault. */
export function kindOf(node: AstNode, typing: Typing): Kind {
  const inner = (one: AstNode) => kindOf(one, typing)
  const need = (one: AstNode, wanted: readonly Kind[], where: string): Kind => {
    const kind = inner(one)
    if (kind !== 'any' && kind !== 'null' && !wanted.includes(kind)) typing.fault(`${where} of a ${kind}`)
    return kind
  }
  switch (node.op) {
    case 'value':
      return kindOfLiteral(node.args)
    case 'id':
      return typing.kindOf(node.args, null)
    case '.': {
      const [object, field] = node.args
      if (object.op === 'id') return typing.kindOf(object.args, field)
      need(object, ['object'], `.${field}`)
      return 'any'
    }
    case '[]':
      need(node.args[0], ['list', 'object'], '[ ]')
      inner(node.args[1])
      return 'any'
    case 'list':
      node.args.map(inner)
      return 'list'
    case 'map':
      for (const [key, value] of node.args) [key, value].map(inner)
      return 'object'
    case '?:':
      need(node.args[0], ['boolean'], 'the condition ?')
      return joined(inner(node.args[1]), inner(node.args[2]))
    case '!_':
      need(node.args, ['boolean'], '!')
      return 'boolean'
    case '-_':
      need(node.args, ['number'], '-')
      return 'number'
    case 'call':
      return ofCall(node.args[0], node.args[1], need)
    case 'rcall':
      return ofMethod(node.args[0], node.args[1], node.args[2], need, inner)
    case '.?':
    case '[?]':
      return 'any'
    default:
      return ofOperator(node.op, node.args[0], node.args[1], need, typing)
  }
}

type Need = (node: AstNode, wanted: readonly Kind[], where: string) => Kind

function kindOfLiteral(value: unknown): Kind {
  if (value === null) return 'null'
  if (typeof value === 'bigint' || typeof value === 'number') return 'number'
  return typeof value === 'string' || typeof value === 'boolean' ? (typeof value as 'string' | 'boolean') : 'any'
}

function joined(a: Kind, b: Kind): Kind {
  if (a === b || b === 'null') return a
  return a === 'null' ? b : 'any'
}

function ofCall(name: string, args: readonly AstNode[], need: Need): Kind {
  for (const arg of args) need(arg, name === 'size' ? ['list', 'string', 'object'] : EVERYTHING, `${name}()`)
  if (name === 'has') return 'boolean'
  return name === 'string' ? 'string' : 'number'
}

const EVERYTHING: readonly Kind[] = ['boolean', 'number', 'string', 'list', 'object']

function ofMethod(
  name: string,
  receiver: AstNode,
  args: readonly AstNode[],
  need: Need,
  inner: (node: AstNode) => Kind,
): Kind {
  if (MACROS.includes(name)) {
    need(receiver, ['list'], `.${name}()`)
    const [, body] = args
    if (!body) return 'any'
    if (name === 'map') inner(body)
    else need(body, ['boolean'], `the condition of .${name}()`)
    return name === 'map' || name === 'filter' ? 'list' : 'boolean'
  }
  if (name === 'size' || name === 'sum') {
    need(receiver, name === 'sum' ? ['list'] : ['list', 'string', 'object'], `.${name}()`)
    return 'number'
  }
  for (const one of [receiver, ...args]) need(one, ['string'], `.${name}()`)
  return 'boolean'
}

function ofOperator(op: string, left: AstNode, right: AstNode, need: Need, typing: Typing): Kind {
  const both = (...wanted: Kind[]): Kind => {
    const [a, b] = [need(left, wanted, op), need(right, wanted, op)]
    const known = [a, b].filter(kind => wanted.includes(kind))
    if (known.length === 2 && a !== b) typing.fault(`${a} ${op} ${b}`)
    return known[0] ?? 'any'
  }
  switch (op) {
    case '&&':
    case '||':
      both('boolean')
      return 'boolean'
    case '<':
    case '<=':
    case '>':
    case '>=':
      both('number', 'string')
      return 'boolean'
    case '+':
      return both('number', 'string', 'list')
    case '-':
    case '*':
    case '/':
    case '%':
      both('number')
      return 'number'
    case 'in':
      need(left, EVERYTHING, op)
      need(right, ['list', 'object'], 'in')
      return 'boolean'
    default:
      both(...EVERYTHING)
      return 'boolean'
  }
}
