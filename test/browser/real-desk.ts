import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { type DeskProcess, startDeskProcess } from '../desk-process.ts'
import { freePort } from '../free-port.ts'
import { leaveChromium, openChromium } from './chromium.ts'

export interface RealDesk {
  readonly url: string
  /** Whom the pages have asked for anything, page errors being errors of the test. */
  readonly asked: ReadonlySet<string>
  /** The resident's page in a browser of its own, greeted. */
  resident(options?: BrowserContextOptions): Promise<Page>
  /** A resident's page again, greeted as one that was never there: cheaper than another browser. */
  forget(page: Page): Promise<void>
  /** The console in a browser of its own, signed in. `place`: what follows # in its address. */
  staff(options?: BrowserContextOptions, place?: string): Promise<Page>
  /** The same as an administrator. */
  administrator(options?: BrowserContextOptions, place?: string): Promise<Page>
  /** The console before anybody signed in, or as `storageState` has it. */
  console(options?: BrowserContextOptions, place?: string): Promise<Page>
  /** As by a power cut. */
  kill(): Promise<void>
  /** Again on the same data and address, with a clock so far ahead. */
  start(aheadMs?: number): Promise<void>
  close(): Promise<void>
}

/** Ten seconds of work, on a machine that may have other work. */
export const STARTS_WITHIN = 150_000

/** A desk as an operator starts it, with PGlite and the built pages, and a browser for those who use it. */
export async function openRealDesk(): Promise<RealDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-pages-'))
  const env = { DATA_DIR: join(folder, 'data'), SEED: 'test', PORT: String(await freePort()) }
  const entry = join(import.meta.dirname, 'desk-ahead.ts')
  const [browser, first] = await Promise.all([
    openChromium(),
    startDeskProcess({ env, entry, readyWithin: STARTS_WITHIN }),
  ])
  let desk: DeskProcess = first
  const asked = new Set<string>()

  async function open(path: string, options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ locale: 'zh-CN', ...options })
    context.setDefaultTimeout(20_000)
    context.on('request', request => {
      // What a page shows from its own memory is no request to anybody.
      if (!/^(data|blob):/.test(request.url())) asked.add(new URL(request.url()).origin)
    })
    const page = await context.newPage()
    page.on('pageerror', error => {
      throw error
    })
    await page.goto(desk.url + path)
    return page
  }

  const openConsole = (options: BrowserContextOptions = {}, place = '') =>
    open(`/console${place && `#${place}`}`, { viewport: { width: 1440, height: 900 }, ...options })

  async function signedIn(username: string, password: string, options?: BrowserContextOptions, place?: string) {
    const page = await openConsole(options, place)
    await page.locator('[name=username]').fill(username)
    await page.locator('[name=password]').fill(password)
    await page.keyboard.press('Enter')
    await page.locator('.rail').waitFor()
    return page
  }

  return {
    url: desk.url,
    asked,
    async resident(options) {
      const page = await open('/', { viewport: { width: 360, height: 740 }, ...options })
      await page.locator('.from-bot').first().waitFor()
      return page
    },
    async forget(page) {
      // First away: a page that is still there may write down more.
      await page.goto('about:blank')
      const control = await page.context().newCDPSession(page)
      await control.send('Storage.clearDataForOrigin', { origin: desk.url, storageTypes: 'all' })
      await page.goto(desk.url)
      await page.locator('.from-bot').first().waitFor()
    },
    console: openConsole,
    staff: (options, place) => signedIn('staff1', 'staff-password-01', options, place),
    administrator: (options, place) => signedIn('admin1', 'admin-password-01', options, place),
    async kill() {
      await desk.stop('SIGKILL')
    },
    async start(aheadMs = 0) {
      desk = await startDeskProcess({
        env: { ...env, CLOCK_AHEAD: String(aheadMs) },
        entry,
        readyWithin: STARTS_WITHIN,
      })
    },
    async close() {
      await leaveChromium()
      await desk.stop('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
