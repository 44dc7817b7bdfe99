import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ENGINES } from '../database.ts'
import { type House, openHouse } from './test-desk.ts'

describe.each(ENGINES)('turn on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine)
    await house.stock({ rice: 100, noodle: 100 })
  })
  afterEach(() => house.close())

  test('a talk of five messages ends with one order', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', '2', '1', '3', '1')
    console.log(await house.transcript('ann'), house.logs)
    expect((await house.orders('ann')).map(order => [order.lines, order.dietary])).toEqual([
      [[{ dish: 'noodle', quantity: 3, priceFen: 0 }], ['large']],
    ])
  })
})
