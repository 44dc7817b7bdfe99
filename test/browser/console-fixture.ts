import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
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

const root = join(import.meta.dirname, '../..')

export async function consoleFixture(): Promise<ConsoleFixture> {
  const pages = await mkdtemp(join(tmpdir(), 'console-page-'))
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir: pages } })
  const desk = await startConsoleStandIn(pages)
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  // Sound starts blocked, as for people.
  const args = ['--no-sandbox', '--autoplay-policy=user-gesture-required']
  const browser = await chromium.launch({ executablePath, args })

  async function open(options: BrowserContextOptions = {}, place = ''): Promise<Page> {
    const viewport = { width: 1440, height: 900 }
    const context = await browser.newContext({ locale: 'zh-CN', viewport, ...options })
    context.setDefaultTimeout(6_000)
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
      return page
    },
    async close() {
      await browser.close()
      await desk.close()
      await rm(pages, { recursive: true, force: true })
    },
  }
}

export async function signIn(page: Page, password = PASSWORD): Promise<void> {
  await page.locator('[name=username]').fill(ME.username)
  await page.locator('[name=password]').fill(password)
  await page.keyboard.press('Enter')
  if (password === PASSWORD) await page.locator('.rail').waitFor()
}
