import { type ASTNode, Environment } from '@marcbachmann/cel-js'
import type { Json, JsonObject } from '../core/operation.ts'
import { callFunction, callMethod, FUNCTIONS, MACROS, METHODS, runMacro } from './expression-functions.ts'
import { compare, equal, isList, isObject, own, plus, truth, typeName } from './expression-values.ts'

/** Names that an expression sees; `item` stands for a list's element in choices, `value` for the answer in checks. */
export type Scope = { readonly [name: string]: Json }
export const VARIABLES = ['slots', 'person', 'now', 'item', 'value'] as const

export interface Expression {
  readonly source: string
  /** First names below each variable (`slots.date` → slots: date), for the lint. */
  readonly uses: readonly { readonly variable: string; readonly field: string | null }[]
  evaluate(scope: Scope): Json
}

export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
}

/** Parsed once a version. Size and depth are bounded here, lists and time at run time. */
const parser = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 200, maxDepth: 24, maxListElements: 100, maxMapEntries: 50, maxCallArguments: 4 },
})

type Run = (scope: Scope) => Json
interface Compiling {
  readonly uses: { variable: string; field: string | null }[]
  /** Names bound by a comprehension. */
  readonly bound: readonly string[]
  readonly inMacro: boolean
}

/**
 * CEL's grammar, evaluated over JSON: numbers are JavaScript's (no BigInt), and what is missing reads as null instead
 * of failing, since an empty slot is the normal case in a talk. Throws ExpressionError where the text is not sound.
 */
export function compileExpression(source: string): Expression {
  const uses: { variable: string; field: string | null }[] = []
  const run = compile(parseExpression(source), { uses, bound: [], inMacro: false })
  return {
    source,
    uses,
    evaluate(scope) {
      try {
        return run(scope)
      } catch (error) {
        throw new ExpressionError(`${source}: ${error instanceof Error ? error.message : 'failed'}`, { cause: error })
      }
    },
  }
}

export type { ASTNode as AstNode } from '@marcbachmann/cel-js'

/** The grammar alone, for whoever looks at an expression without running it. */
export function parseExpression(source: string): ASTNode {
  try {
    return parser.parse(source).ast
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''
    throw new ExpressionError(message, { cause: error })
  }
}

function compile(node: ASTNode, at: Compiling): Run {
  switch (node.op) {
    case 'value':
      return literal(node.args)
    case 'id':
      return variable(node.args, null, at)
    case '.':
      return field(node, at)
    case '[]':
      return indexed(compile(node.args[0], at), compile(node.args[1], at))
    case 'list': {
      const items = node.args.map(item => compile(item, at))
      return scope => items.map(item => item(scope))
    }
    case 'map':
      return record(node.args.map(([key, value]) => [compile(key, at), compile(value, at)] as const))
    case '?:': {
      const [test, then, other] = [compile(node.args[0], at), compile(node.args[1], at), compile(node.args[2], at)]
      return scope => (truth(test(scope)) ? then(scope) : other(scope))
    }
    case '!_': {
      const operand = compile(node.args, at)
      return scope => !truth(operand(scope))
    }
    case '-_': {
      const operand = compile(node.args, at)
      return scope => arithmetic('-', 0, operand(scope))
    }
    case 'call':
      return called(node.args[0], node.args[1], at)
    case 'rcall':
      return method(node.args[0], node.args[1], node.args[2], at)
    case '.?':
    case '[?]':
      throw new ExpressionError(`${node.op} is not known here: what is missing reads as null anyway`)
    default:
      return binary(node.op, compile(node.args[0], at), compile(node.args[1], at))
  }
}

function literal(value: unknown): Run {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return () => number
  }
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return () => value
  }
  throw new ExpressionError('only numbers, texts, true, false and null can be written out')
}

function variable(name: string, sub: string | null, at: Compiling): Run {
  if (!at.bound.includes(name)) {
    if (!VARIABLES.some(known => known === name))
      throw new ExpressionError(`${name} is not known; there are ${VARIABLES.join(', ')}`)
    at.uses.push({ variable: name, field: sub })
  }
  return scope => own(scope, name)
}

function field(node: Extract<ASTNode, { op: '.' }>, at: Compiling): Run {
  const [left, name] = node.args
  const object = left.op === 'id' ? variable(left.args, name, at) : compile(left, at)
  return scope => {
    const value = object(scope)
    if (value === null) return null
    if (isObject(value)) return own(value, name)
    throw new ExpressionError(`.${name} of a ${typeName(value)}`)
  }
}

function indexed(object: Run, key: Run): Run {
  return scope => {
    const value = object(scope)
    const at = key(scope)
    if (value === null || at === null) return null
    if (isList(value) && typeof at === 'number') return value[at] ?? null
    if (isObject(value) && typeof at === 'string') return own(value, at)
    throw new ExpressionError(`[${typeName(at)}] of a ${typeName(value)}`)
  }
}

function record(entries: readonly (readonly [Run, Run])[]): Run {
  return scope => {
    const made: Record<string, Json> = {}
    for (const [key, value] of entries) made[String(key(scope))] = value(scope)
    return made satisfies JsonObject
  }
}

function called(name: string, args: readonly ASTNode[], at: Compiling): Run {
  if (!FUNCTIONS.includes(name)) throw new ExpressionError(`${name}() is not known; there are ${FUNCTIONS.join(', ')}`)
  const [first] = args
  if (args.length !== 1 || !first) throw new ExpressionError(`${name}() takes one value`)
  const operand = compile(first, at)
  return scope => callFunction(name, operand(scope))
}

function method(name: string, receiver: ASTNode, args: readonly ASTNode[], at: Compiling): Run {
  const object = compile(receiver, at)
  const [first, second] = args
  if (MACROS.includes(name)) {
    if (at.inMacro) throw new ExpressionError(`.${name}() inside another list's condition: one level only`)
    if (args.length !== 2 || first?.op !== 'id' || !second)
      throw new ExpressionError(`.${name}() takes a name and a condition, as in list.${name}(x, x.id == 1)`)
    const bound = first.args
    const body = compile(second, { uses: at.uses, bound: [...at.bound, bound], inMacro: true })
    return scope => runMacro(name, object(scope), element => body({ ...scope, [bound]: element }))
  }
  if (!METHODS.includes(name))
    throw new ExpressionError(`.${name}() is not known; there are ${[...MACROS, ...METHODS].join(', ')}`)
  const operands = args.map(arg => compile(arg, at))
  return scope =>
    callMethod(
      name,
      object(scope),
      operands.map(operand => operand(scope)),
    )
}

function binary(op: string, left: Run, right: Run): Run {
  switch (op) {
    case '&&':
      return scope => truth(left(scope)) && truth(right(scope))
    case '||':
      return scope => truth(left(scope)) || truth(right(scope))
    case '==':
      return scope => equal(left(scope), right(scope))
    case '!=':
      return scope => !equal(left(scope), right(scope))
    case '<':
    case '<=':
    case '>':
    case '>=':
      return scope => compare(op, left(scope), right(scope))
    case 'in':
      return scope => contained(left(scope), right(scope))
    case '+':
      return scope => plus(left(scope), right(scope))
    case '-':
    case '*':
    case '/':
    case '%':
      return scope => arithmetic(op, left(scope), right(scope))
    default:
      throw new ExpressionError(`${op} is not known here`)
  }
}

function contained(value: Json, container: Json): boolean {
  if (container === null) return false
  if (isList(container)) return container.some(element => equal(element, value))
  if (isObject(container)) return typeof value === 'string' && Object.hasOwn(container, value)
  throw new ExpressionError(`in a ${typeName(container)}`)
}

function arithmetic(op: '-' | '*' | '/' | '%', left: Json, right: Json): Json {
  if (left === null || right === null) return null
  if (typeof left !== 'number' || typeof right !== 'number')
    throw new ExpressionError(`${typeName(left)} ${op} ${typeName(right)}`)
  const result = op === '-' ? left - right : op === '*' ? left * right : op === '/' ? left / right : left % right
  // Infinity and NaN do not survive JSON.
  return Number.isFinite(result) ? result : null
}
