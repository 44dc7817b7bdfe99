import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ENGINES } from '../database.ts'
import { type House, openHouse } from './test-desk.ts'

describe.each(ENGINES)('of what a turn calls, on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine)
  })
  afterEach(() => house.close())

  test('whatever only reads is under way together, before anything writes', async () => {
    const began: string[] = []
    const both = Promise.withResolvers<void>()
    // Each waits for the other: one after the other they would wait for ever.
    const ran = async (name: string) => {
      began.push(name)
      if (began.includes('shop.look') && began.includes('shop.peek')) both.resolve()
      await both.promise
    }
    const desk = await house.desk({ hooks: { ran } })
    await house.store(desk, { from: 'ann', text: '错票' }, { from: 'bob', text: '瞧票' }, { from: 'cid', text: '看票' })
    await house.settle(desk)
    expect(began.slice(0, 2).toSorted()).toEqual(['shop.look', 'shop.peek'])
    expect(began[2]).toBe('shop.fail')
    expect(await house.botSaid('bob')).toContain('办好了。')
    expect(await house.botSaid('cid')).toContain('办好了。')
  })
})
