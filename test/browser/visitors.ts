import type { Browser, BrowserContextOptions, CDPSession, Page, ViewportSize } from 'playwright-core'

/** What may differ from visit to visit. */
interface Look {
  readonly viewport: ViewportSize
  readonly locale?: string
  readonly colorScheme?: 'light' | 'dark'
}

/** A test's choice of them. */
export type Looks = Partial<Look>

export interface Visitors {
  /** A page that has been nowhere: after `leave` that of an earlier visit in the same language. */
  visit(look: Look): Promise<Page>
  /** Every page goes from the desk and forgets it, as if its browser were new. */
  leave(): Promise<void>
  /** A page in a browser of its own, whose clock goes as always until the test turns it; the test closes it. */
  visitByClock(look: Look): Promise<Page>
}

interface Visitor {
  readonly page: Page
  readonly control: CDPSession
}

/** One page for each language, kept for all tests of a file: opening one costs more work than most tests. */
export function visitorsOf(browser: Browser, desk: string): Visitors {
  const visitors = new Map<string, Visitor>()

  async function open(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ locale: 'zh-CN', ...options })
    const page = await context.newPage()
    page.on('pageerror', error => {
      throw error
    })
    return page
  }
  async function newcomer(locale: string): Promise<Visitor> {
    const page = await open({ locale })
    const visitor = { page, control: await page.context().newCDPSession(page) }
    visitors.set(locale, visitor)
    return visitor
  }
  return {
    async visit({ viewport, locale = 'zh-CN', colorScheme = 'light' }) {
      const { page } = visitors.get(locale) ?? (await newcomer(locale))
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme })
      return page
    },
    async leave() {
      for (const { page, control } of visitors.values()) {
        await page.context().setOffline(false)
        // First away: a page that is still there may write down more.
        await page.goto('about:blank')
        await control.send('Storage.clearDataForOrigin', { origin: desk, storageTypes: 'all' })
      }
    },
    async visitByClock(look) {
      const page = await open(look)
      await page.clock.install()
      return page
    },
  }
}
