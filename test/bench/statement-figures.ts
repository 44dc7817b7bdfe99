import { writeFileSync } from 'node:fs'
import postgres from 'postgres'

export interface StatementFigures {
  /** Forgets what was counted so far. */
  reset(): Promise<void>
  /** The statements that took longest since, with their times, into a file. */
  write(file: string): Promise<void>
}

const MOST = 40

/** Of pg_stat_statements, which the server must have loaded. https://www.postgresql.org/docs/15/pgstatstatements.html */
export async function openStatementFigures(url: string): Promise<StatementFigures> {
  const using = async <T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
    const sql = postgres(url, { max: 1, onnotice: () => {} })
    return work(sql).finally(() => sql.end())
  }
  await using(sql => sql`create extension if not exists pg_stat_statements`)
  return {
    reset: () => using(async sql => void (await sql`select pg_stat_statements_reset()`)),
    write: file =>
      using(async sql => {
        const found = await sql<{ calls: string; total: number; mean: number; rows: string; query: string }[]>`
          select calls, total_exec_time as total, mean_exec_time as mean, rows, query from pg_stat_statements
          order by total_exec_time desc limit ${MOST}`
        const lines = found.map(
          ({ calls, total, mean, rows, query }) =>
            `${total.toFixed(0)} ms in ${calls} calls, ${mean.toFixed(3)} ms each, ${rows} rows: ${query.replace(/\s+/g, ' ')}`,
        )
        writeFileSync(file, `${lines.join('\n')}\n`)
      }),
  }
}
