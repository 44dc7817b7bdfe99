import type { Page } from 'playwright-core'
import { folder } from '../../src/core/folder.ts'
import { leaveChromium, openChromium } from './chromium.ts'
import { ME, PASSWORD } from './console-samples.ts'
import { type ConsoleStandIn, startConsoleStandIn } from './console-stand-in.ts'
import { type Looks, visitorsOf } from './visitors.ts'

interface ConsoleFixture {
  readonly desk: ConsoleStandIn
  /** Opens /console in a browser where nobody signed in; `place` is what follows `#`. */
  open(looks?: Looks, place?: string): Promise<Page>
  /** The same, signed in, on the inbox or another place. */
  enter(looks?: Looks, place?: string): Promise<Page>
  /** Signed in on the inbox; the test may turn the page's clock, and closes its context. */
  enterByClock(): Promise<Page>
  /** Nobody is there and nothing happened, as before the first test. */
  reset(): Promise<void>
  close(): Promise<void>
}

const SCREEN = { viewport: { width: 1440, height: 900 } }

export async function consoleFixture(): Promise<ConsoleFixture> {
  const desk = await startConsoleStandIn(folder('dist/pages'))
  const browser = await openChromium()
  const visitors = visitorsOf(browser, desk.url)

  async function open(page: Page, place = ''): Promise<Page> {
    page.setDefaultTimeout(15_000)
    await page.goto(`${desk.url}/console${place && `#${place}`}`)
    return page
  }
  async function enter(page: Page): Promise<Page> {
    await signIn(page)
    await desk.heard()
    return page
  }
  const visit = (looks?: Looks) => visitors.visit({ ...SCREEN, ...looks })
  return {
    desk,
    open: async (looks, place) => open(await visit(looks), place),
    enter: async (looks, place) => enter(await open(await visit(looks), place)),
    enterByClock: async () => enter(await open(await visitors.visitByClock(SCREEN))),
    async reset() {
      await visitors.leave()
      desk.reset()
    },
    async close() {
      await leaveChromium()
      await desk.close()
    },
  }
}

export async function signIn(page: Page, password = PASSWORD): Promise<void> {
  await page.locator('[name=username]').fill(ME.username)
  await page.locator('[name=password]').fill(password)
  await page.keyboard.press('Enter')
  if (password === PASSWORD) await page.locator('.rail').waitFor()
}

export function visible(page: Page, text: string): Promise<void> {
  return page.getByText(text).first().waitFor()
}
