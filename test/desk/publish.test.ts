import { expect, onTestFinished, test } from 'vitest'
import { flowVersion } from '../../db/schema/index.ts'
import { publish } from '../../src/desk/publish.ts'
import { ENGINES, testDatabase } from '../database.ts'
import { publication } from './shop-flows.ts'

const flow = (answer: string, test: string) =>
  publication(`
format: flow/1
flow: hours
about: When the shop is open.
title: title
triggers: [{ words: { zh-CN: [几点开门] } }]
start: tell
steps:
  tell: { end: done, say: tell }
texts:
  zh-CN: { title: 开门, tell: ${answer} }
tests:
  - { name: ${test}, talk: [{ user: 几点开门 }, { expect: { end: done } }] }
`)

test.each(ENGINES)(
  '%s: other tests are kept with the same version, other words make a new one',
  { timeout: 60_000 },
  async engine => {
    const database = await testDatabase(engine)
    onTestFinished(() => database.close())
    const published = (one: ReturnType<typeof flow>) =>
      database
        .transaction(tx => publish(tx, [one], 'somebody'))
        .then(async changed => {
          const rows = await database.db.select().from(flowVersion)
          return { changed, tests: rows.map(row => JSON.stringify(row.definition).match(/"name":"(\w+)"/)?.[1]) }
        })
    expect(await published(flow('八点开门。', 'first'))).toEqual({ changed: true, tests: ['first'] })
    expect(await published(flow('八点开门。', 'second'))).toEqual({ changed: false, tests: ['second'] })
    expect(await published(flow('九点开门。', 'second'))).toEqual({ changed: true, tests: ['second', 'second'] })
  },
)
