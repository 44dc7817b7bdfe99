import { type Browser, chromium } from 'playwright-core'

/**
 * Not used here: what of the browser's own interface fetches from its maker, and what loads hidden pages
 * (the address bar's suggestions) with every window, at more cost than the page under test.
 * Of several such switches a browser takes the last one, so that this list stands for Playwright's own too.
 */
const OFF = [
  'AimEnabled',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
]

let browser: Promise<Browser> | null = null

/** The browser of this machine, or the one at CHROMIUM: one for all files of a worker, which ends with it. */
export function openChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  browser ??= chromium.launch({ executablePath, args: ['--no-sandbox', `--disable-features=${OFF.join(',')}`] })
  return browser
}

/** Every page of the file goes, with all that it kept. */
export async function leaveChromium(): Promise<void> {
  const contexts = (await browser)?.contexts() ?? []
  await Promise.all(contexts.map(context => context.close()))
}
