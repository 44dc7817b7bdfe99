import type { FlowDefinition } from '../../engine/definition.ts'
import { type Box, type BoxKind, LETTER, layOutFlow, type Point, type Way } from './lay-out-flow.ts'

const INK = '#1a201e'
const INK_SOFT = '#4e5855'
const ARROW = '#6b7672'
const HEADING = 60

/** Fill and border. Kinds that do alike look alike: speaking, asking, deciding, doing, waiting, leaving. */
const LOOKS: Readonly<Record<BoxKind, readonly [fill: string, border: string]>> = {
  start: ['#ffffff', '#4e5855'],
  say: ['#e5eefa', '#7a9cc9'],
  notify: ['#e5eefa', '#7a9cc9'],
  ask: ['#dff1ec', '#5aa394'],
  confirm: ['#dff1ec', '#5aa394'],
  choose: ['#fdf1dc', '#c79a4b'],
  goto: ['#fdf1dc', '#c79a4b'],
  set: ['#f0f2f1', '#9aa39f'],
  call: ['#ece7f8', '#9583c4'],
  sub: ['#ece7f8', '#9583c4'],
  wait: ['#f4eee4', '#a8967a'],
  handoff: ['#fdecea', '#cf8580'],
  end: ['#e3e6e5', '#4e5855'],
  missing: ['#ffffff', '#b3201a'],
}

/** The flow as one SVG document that needs nothing else: no script, no font of its own. */
export function drawFlow(definition: FlowDefinition): string {
  const { width, height, boxes, ways } = layOutFlow(definition)
  const titled = `${definition.flow} · ${titleOf(definition)}`
  const wide = Math.ceil(Math.max(width, 48 + [...titled].length * 20))
  const high = Math.ceil(height + HEADING)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}"` +
      ` role="img" aria-labelledby="title about" font-family="system-ui, sans-serif" fill="${INK}">`,
    `<title id="title">${escaped(titled)}</title>`,
    `<desc id="about">${escaped(definition.about)}</desc>`,
    `<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" orient="auto"` +
      ` markerUnits="userSpaceOnUse"><path d="M0 0L10 5L0 10z" fill="${ARROW}"/></marker></defs>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    `<text x="24" y="42" font-size="20" font-weight="600">${escaped(titled)}</text>`,
    `<g transform="translate(${rounded((wide - width) / 2)} ${HEADING - 12})">`,
    ...ways.map(drawArrow),
    // Above every arrow: a label that is crossed can still be read.
    ...ways.filter(way => way.label.length > 0).map(drawLabel),
    ...boxes.map(drawBox),
    '</g>',
    '</svg>',
  ].join('\n')
}

function titleOf({ title, texts }: FlowDefinition): string {
  const text = texts['zh-CN'][title]
  return typeof text === 'string' ? text : (text?.plain ?? title)
}

function drawArrow({ from, to, points }: Way): string {
  return (
    `<path data-from="${escaped(from)}" data-to="${escaped(to)}" d="${curve(points)}"` +
    ` fill="none" stroke="${ARROW}" stroke-width="1.5" marker-end="url(#tip)"/>`
  )
}

/** Flat where points are level, and between others bent so that it leaves and arrives flat. */
function curve([first, ...others]: readonly Point[]): string {
  let at = first
  const parts = others.map(to => {
    const middle = rounded(((at?.x ?? to.x) + to.x) / 2)
    const bend =
      at?.y === to.y ? `L${place(to)}` : `C${middle} ${rounded(at?.y ?? to.y)} ${middle} ${rounded(to.y)} ${place(to)}`
    at = to
    return bend
  })
  return first ? `M${place(first)}${parts.join('')}` : ''
}

function drawLabel({ label, at, width, height }: Way): string {
  const top = at.y - height / 2
  const ground =
    `<rect x="${rounded(at.x - width / 2)}" y="${rounded(top)}" width="${width}" height="${height}"` +
    ` rx="4" fill="#ffffff" fill-opacity="0.92"/>`
  const lines = label.map((line, index) => drawText(line, LETTER.small, at.x, top + index * LETTER.line + 14))
  return `<g fill="${INK_SOFT}">${ground}${lines.join('')}</g>`
}

function drawBox(box: Box): string {
  const { id, kind, x, y, width, height } = box
  const [fill, border] = LOOKS[kind]
  const corner = kind === 'start' || kind === 'end' ? height / 2 : 8
  const frame =
    `<rect x="${rounded(x - width / 2)}" y="${rounded(y - height / 2)}" width="${width}" height="${height}"` +
    ` rx="${corner}" fill="${fill}" stroke="${border}"${kind === 'missing' ? ' stroke-dasharray="6 4"' : ''}/>`
  if (kind === 'start') return `<g>${frame}${drawText(kind, LETTER.small, x, y + 5)}</g>`
  const words = kind === 'missing' ? 'not there' : kind
  return (
    `<g data-step="${escaped(id)}">${frame}${drawText(id, LETTER.step, x, y - 4, ' font-weight="600"')}` +
    `${drawText(words, LETTER.small, x, y + 17)}</g>`
  )
}

function drawText(text: string, size: number, x: number, y: number, more = ''): string {
  return `<text x="${rounded(x)}" y="${rounded(y)}" font-size="${size}" text-anchor="middle"${more}>${escaped(text)}</text>`
}

const place = ({ x, y }: Point) => `${rounded(x)} ${rounded(y)}`
const rounded = (length: number) => Math.round(length * 10) / 10

const ESCAPES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' }

/** Control characters other than blanks have no place in XML. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[<>&"]/g, sign => ESCAPES[sign] ?? sign)
}
