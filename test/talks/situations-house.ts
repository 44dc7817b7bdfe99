import { bookmark } from '../bookmark.ts'
import type { Engine } from '../database.ts'
import { type House, openHouse } from '../desk/test-desk.ts'
import { changingFlows } from './changing-flows.ts'
import { LENDING } from './lending-trade.ts'
import { enterSituations, SITUATION_NAMES } from './talk-situations.ts'

export interface SituationsHouse {
  /** Without a desk, with every row and the moment as they were when the last resident had come so far. */
  enter(): Promise<House>
  close(): Promise<void>
}

/** Residents are brought into their situations once, and found there as often as wanted: coming so far is most of the work. */
export async function situationsHouse(engine: Engine): Promise<SituationsHouse> {
  const house = await openHouse(engine)
  await enterSituations(house, await house.desk({ flows: changingFlows(), trades: [LENDING] }), SITUATION_NAMES)
  await house.leave()
  const { goBack } = await bookmark(house.database)
  const then = house.clock.now
  return {
    async enter() {
      await house.leave()
      await goBack()
      house.clock.now = then
      return house
    },
    close: () => house.close(),
  }
}
