import type pg from 'pg'

/** Server-side statements cost memory on every connection: texts beyond this many are sent unprepared. */
const MOST_STATEMENTS = 400

/** Names for statement texts, one registry a pool, so that the server parses each text once a connection. */
export class StatementNames {
  readonly #byText = new Map<string, string>()

  of(text: string): string | undefined {
    const known = this.#byText.get(text)
    if (known !== undefined || this.#byText.size >= MOST_STATEMENTS) return known
    const name = `s${this.#byText.size}`
    this.#byText.set(text, name)
    return name
  }
}

interface Statement {
  readonly text: string
  readonly name?: string | undefined
}

/** Changes how one connection sends statements, for two things that drizzle leaves out. */
export function tune(client: pg.ClientBase, names: StatementNames): void {
  const send = client.query
  const query = (statement: unknown, parameters?: unknown, ...rest: unknown[]): unknown => {
    const named = isStatement(statement) && Array.isArray(parameters) && parameters.length > 0
    const result: unknown = Reflect.apply(send, client, [
      named ? { ...statement, name: names.of(statement.text) } : statement,
      parameters,
      ...rest,
    ])
    return isStatement(statement) && statement.text === 'commit' ? committed(result) : result
  }
  Object.assign(client, { query })
}

/** A commit after a failed statement that nobody minded is a rollback, which the server reports as success. */
async function committed(result: unknown): Promise<unknown> {
  const answer = await result
  if (typeof answer === 'object' && answer !== null && 'command' in answer && answer.command === 'ROLLBACK') {
    throw new Error('a statement of the transaction failed: nothing was committed')
  }
  return answer
}

function isStatement(value: unknown): value is Statement {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
}
