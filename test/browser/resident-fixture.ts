import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { type StandInDesk, startStandInDesk } from './stand-in-desk.ts'

export interface ResidentFixture {
  /** Where the page is opened: the stand-in's address, or any desk's. */
  readonly baseUrl: string
  readonly desk: StandInDesk
  /** The built page's folder. */
  readonly pages: string
  /** Opens the page in a browser of its own and waits for the greeting. */
  open(options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

const root = join(import.meta.dirname, '../..')

export async function residentFixture(): Promise<ResidentFixture> {
  const pages = await mkdtemp(join(tmpdir(), 'resident-page-'))
  await build({
    configFile: false,
    root: join(root, 'src/console/resident'),
    logLevel: 'error',
    build: {
      outDir: pages,
      emptyOutDir: true,
      target: ['chrome61', 'safari11', 'firefox60'],
      cssTarget: ['chrome80', 'safari13'],
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  })
  const desk = await startStandInDesk(pages)
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
  return {
    baseUrl: desk.url,
    desk,
    pages,
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
      await rm(pages, { recursive: true, force: true })
    },
  }
}

const chromiumPath = () => process.env.CHROMIUM ?? '/usr/bin/chromium'
