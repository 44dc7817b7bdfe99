import type { Page } from 'playwright-core'
import { folder } from '../../src/core/folder.ts'
import { leaveChromium, openChromium } from './chromium.ts'
import { type StandInDesk, startStandInDesk } from './stand-in-desk.ts'
import { type Looks, visitorsOf } from './visitors.ts'

export interface ResidentFixture {
  readonly desk: StandInDesk
  /** Opens the page, as a newcomer unless there was a talk since `reset`, and waits for what the bot said. */
  open(looks?: Looks): Promise<Page>
  /** The same; the test may turn the page's clock, and closes its context. */
  openByClock(): Promise<Page>
  /** Nobody is there and the desk has no faults, as before the first test. */
  reset(): Promise<void>
  close(): Promise<void>
}

const PHONE = { viewport: { width: 360, height: 740 } }

export async function residentFixture(): Promise<ResidentFixture> {
  const desk = await startStandInDesk(folder('dist/pages'))
  const browser = await openChromium()
  const visitors = visitorsOf(browser, desk.url)

  async function greeted(page: Page): Promise<Page> {
    await page.goto(desk.url)
    await page.waitForSelector('.from-bot')
    return page
  }
  return {
    desk,
    open: async looks => greeted(await visitors.visit({ ...PHONE, ...looks })),
    openByClock: async () => greeted(await visitors.visitByClock(PHONE)),
    async reset() {
      await visitors.leave()
      desk.received.length = 0
      desk.faults.length = 0
      desk.posts = 0
      desk.streams = true
    },
    async close() {
      await leaveChromium()
      await desk.close()
    },
  }
}
