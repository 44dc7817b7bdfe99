import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawFlow } from '../../src/commands/flow/draw-flow.ts'
import type { FlowDefinition } from '../../src/engine/definition.ts'
import { waysOn } from '../../src/engine/flow-graph.ts'
import { SHIPPED_FLOWS } from '../shipped-flows.ts'
import { leaveChromium, openChromium } from './chromium.ts'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await openChromium()
  page = await browser.newPage()
})
afterAll(leaveChromium)

/** What the browser's own XML parser and layout make of a picture. */
async function looked(svg: string) {
  await page.setContent('<body></body>')
  return page.evaluate(text => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml')
    const fault = parsed.querySelector('parsererror')?.textContent ?? null
    const root = document.body.appendChild(document.importNode(parsed.documentElement, true))
    const all = (selector: string) => [...root.querySelectorAll<SVGGraphicsElement>(selector)]
    const frames = all('[data-step] > rect').map(frame => frame.getBoundingClientRect())
    const apart = (a: DOMRect, b: DOMRect) =>
      a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
    const whole = root.getBoundingClientRect()
    const outside = (inner: DOMRect, outer: DOMRect) =>
      inner.left < outer.left || inner.right > outer.right || inner.top < outer.top || inner.bottom > outer.bottom
    const sticksOut = all('g > text').filter(words => {
      const frame = words.parentElement?.querySelector('rect')
      return frame && outside(words.getBoundingClientRect(), frame.getBoundingClientRect())
    })
    return {
      fault,
      role: root.getAttribute('role'),
      named: root.firstElementChild?.tagName,
      steps: all('[data-step]').map(box => box.dataset.step),
      ways: all('[data-from]').map(way => `${way.dataset.from} → ${way.dataset.to}`),
      words: all('text').map(words => words.textContent),
      small: all('text').filter(words => Number.parseFloat(getComputedStyle(words).fontSize) < 14).length,
      overlapping: frames.filter((a, index) => frames.slice(index + 1).some(b => !apart(a, b))).length,
      beyond: all('rect, text').filter(one => outside(one.getBoundingClientRect(), whole)).length,
      sticksOut: sticksOut.map(words => words.textContent),
    }
  }, svg)
}

function waysOf(definition: FlowDefinition): string[] {
  const on = Object.entries(definition.steps).flatMap(([id, step]) =>
    waysOn(definition, step).map(([, to]) => `${id} → ${to}`),
  )
  return [`(start) → ${definition.start}`, ...on]
}

describe.each(SHIPPED_FLOWS.map(({ definition }) => [definition.flow, definition] as const))(
  'the picture of %s',
  (_, flow) => {
    test('has each step once as a box and each way as an arrow, readable and within the paper', async () => {
      const { steps, ways, words: _words, ...rest } = await looked(drawFlow(flow))
      expect(steps.sort()).toEqual(Object.keys(flow.steps).sort())
      expect(ways.sort()).toEqual(waysOf(flow).sort())
      expect(rest).toEqual({
        fault: null,
        role: 'img',
        named: 'title',
        small: 0,
        overlapping: 0,
        beyond: 0,
        sticksOut: [],
      })
    })
  },
)

const [template] = SHIPPED_FLOWS
const changed = (changes: Partial<FlowDefinition>): FlowDefinition => {
  if (!template) throw new Error('no flow is shipped')
  return { ...template.definition, ...changes }
}

test('signs that XML keeps for itself are shown as they were written', async () => {
  const { fault, words } = await looked(
    drawFlow(
      changed({
        title: 'title',
        about: `<&">'`,
        texts: { 'zh-CN': { title: `茶<&">'` } },
        start: 'look',
        steps: {
          look: { kind: 'choose', choose: [{ when: `slots.a<&">'`, next: 'done' }], otherwise: 'look' },
          done: { kind: 'end', end: 'done' },
        },
      }),
    ),
  )
  expect(fault).toBeNull()
  expect(words).toContain(`slots.a<&">'`)
  expect(words.join()).toContain(`茶<&">'`)
})

test('a step that is led to and is not there shows as such', async () => {
  const { words, ways } = await looked(drawFlow(changed({ start: 'a', steps: { a: { kind: 'goto', goto: 'gone' } } })))
  expect(ways).toContain('a → gone')
  expect(words).toEqual(expect.arrayContaining(['gone', 'not there']))
})
