import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe calls serious or critical, each with the elements it means. `more`: rules that it leaves out by itself. */
export async function seriousFindings(page: Page, ...more: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(source)
  return page.evaluate(async rules => {
    interface Result {
      readonly violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[]
    }
    const axe: { run(context: Document, options: object): Promise<Result> } = Reflect.get(window, 'axe')
    const enabled = Object.fromEntries(rules.map(rule => [rule, { enabled: true }]))
    const { violations } = await axe.run(document, { rules: enabled, resultTypes: ['violations'] })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)
  }, more)
}
