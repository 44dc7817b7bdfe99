import { type Browser, chromium } from 'playwright-core'

/** The browser of this machine, or the one at CHROMIUM. */
export function openChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}
