import type { BrowserContextOptions, Page } from 'playwright-core'
import { builtPages } from './built-pages.ts'
import { openChromium } from './chromium.ts'
import { ME, PASSWORD } from './console-samples.ts'
import { type ConsoleStandIn, startConsoleStandIn } from './console-stand-in.ts'

interface ConsoleFixture {
  readonly desk: ConsoleStandIn
  /** Opens /console in a browser of its own; `place` is what follows `#`. */
  open(options?: BrowserContextOptions, place?: string): Promise<Page>
  /** The same, signed in, on the inbox or another place. */
  enter(options?: BrowserContextOptions, place?: string): Promise<Page>
  close(): Promise<void>
}

export async function consoleFixture(): Promise<ConsoleFixture> {
  const desk = await startConsoleStandIn(builtPages())
  const browser = await openChromium()

  async function open(options: BrowserContextOptions = {}, place = ''): Promise<Page> {
    const viewport = { width: 1440, height: 900 }
    const context = await browser.newContext({ locale: 'zh-CN', viewport, ...options })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    page.on('pageerror', error => {
      throw error
    })
    await page.goto(`${desk.url}/console${place && `#${place}`}`)
    return page
  }
  return {
    desk,
    open,
    async enter(options, place) {
      const page = await open(options, place)
      await signIn(page)
      await desk.heard()
      return page
    },
    async close() {
      await browser.close()
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
