import { drizzleClient, type Nest, type Send } from './drizzle-client.ts'
import type { PostgresConnection } from './postgres-connection.ts'

/**
 * All or nothing on one connection that nobody else uses meanwhile. What `work` sends after its end is refused. With a
 * lock timeout its first statement goes out behind `begin` at once; nothing follows before it is known that it began.
 */
export function transactionOn(connection: PostgresConnection, lockTimeoutMs?: number): Nest {
  const limit = lockTimeoutMs === undefined ? '' : `; set local lock_timeout = ${Math.round(lockTimeoutMs)}`
  const begin = `begin${limit}`
  return async work => {
    let over = false
    const begun = connection.send(begin)
    begun.catch(() => {}) // told to whoever sends the next statement
    if (lockTimeoutMs === undefined) await begun
    let isFirst = true
    const send: Send = async (...statement) => {
      if (over) throw new Error('a statement came after the end of its transaction')
      if (!isFirst) await begun
      isFirst = false
      return connection.send(...statement)
    }
    let result: Awaited<ReturnType<typeof work>>
    try {
      result = await work(drizzleClient(send, { savepoint: savepointBy(send) }))
    } catch (error) {
      over = true
      await connection.send('rollback').catch(() => {}) // a lost connection's transaction is rolled back by the server
      throw error
    }
    over = true
    await begun
    const { command } = await connection.send('commit')
    // After a failed statement that nobody minded a commit is a rollback, which the server reports as success.
    if (command === 'ROLLBACK') throw new Error('a statement of the transaction failed: nothing was committed')
    return result
  }
}

function savepointBy(send: Send): Nest {
  let count = 0
  const savepoint: Nest = async work => {
    const name = `s${++count}`
    await send(`savepoint ${name}`)
    try {
      const result = await work(drizzleClient(send, { savepoint }))
      await send(`release ${name}`)
      return result
    } catch (error) {
      await send(`rollback to ${name}`)
      throw error
    }
  }
  return savepoint
}
