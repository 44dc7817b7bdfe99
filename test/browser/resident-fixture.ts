import type { BrowserContextOptions, Page } from 'playwright-core'
import { builtPages } from './built-pages.ts'
import { openChromium } from './chromium.ts'
import { type StandInDesk, startStandInDesk } from './stand-in-desk.ts'

export interface ResidentFixture {
  readonly desk: StandInDesk
  /** Opens the page in a browser of its own and waits for the greeting. */
  open(options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

export async function residentFixture(): Promise<ResidentFixture> {
  const desk = await startStandInDesk(builtPages())
  const browser = await openChromium()
  return {
    desk,
    async open(options = {}) {
      const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 360, height: 740 }, ...options })
      const page = await context.newPage()
      await page.goto(desk.url)
      await page.waitForSelector('.choice')
      return page
    },
    async close() {
      await browser.close()
      await desk.close()
    },
  }
}
