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

/** The browser of this machine, or the one at CHROMIUM. */
export function openChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  return chromium.launch({ executablePath, args: ['--no-sandbox', `--disable-features=${OFF.join(',')}`] })
}
