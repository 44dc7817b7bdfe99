import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Language } from '../../../src/core/language.ts'

export const FOLDER = join(import.meta.dirname, '../../screens')
export const LANGUAGES: readonly Language[] = ['zh-CN', 'zh-TW', 'en']
const THEMES = ['light', 'dark'] as const
const VIEWPORTS = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
] as const

interface Look {
  readonly name: string
  readonly options: Required<Pick<BrowserContextOptions, 'locale' | 'colorScheme' | 'viewport'>>
}

/** Every width and theme in Chinese; the other languages on a phone and a desk, by day. */
export function looksIn(locale: Language): readonly Look[] {
  const looks: Look[] = []
  for (const viewport of VIEWPORTS) {
    for (const colorScheme of THEMES) {
      if (locale !== 'zh-CN' && (colorScheme === 'dark' || viewport.width === 768)) continue
      looks.push({ name: `${locale}-${viewport.width}-${colorScheme}`, options: { locale, colorScheme, viewport } })
    }
  }
  return looks
}

export async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
}
