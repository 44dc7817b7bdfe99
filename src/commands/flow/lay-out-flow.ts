import { type Edge, Graph, layout } from '@dagrejs/dagre'
import type { FlowDefinition, StepKind } from '../../engine/definition.ts'
import { waysOn } from '../../engine/flow-graph.ts'

/** Of letters, in pixels: fonts differ, so that room is kept for a wide one. */
export const LETTER = { step: 16, small: 14, line: 19 } as const
const WIDEST_LABEL = 30
const GAPS = { rankdir: 'LR', nodesep: 24, edgesep: 14, ranksep: 64, marginx: 24, marginy: 24 } as const

/** What a box stands for: where the flow begins, a step, or a step that is led to and is not there. */
export type BoxKind = 'start' | StepKind | 'missing'

export interface Box {
  readonly id: string
  readonly kind: BoxKind
  /** Its middle. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Way {
  readonly from: string
  readonly to: string
  readonly label: readonly string[]
  readonly points: readonly Point[]
  /** The middle of its label, and the label's size. */
  readonly at: Point
  readonly width: number
  readonly height: number
}

export interface LaidOut {
  readonly width: number
  readonly height: number
  readonly boxes: readonly Box[]
  readonly ways: readonly Way[]
}

interface Drawn {
  readonly kind: BoxKind
  readonly width: number
  readonly height: number
}

interface Arrow {
  readonly label: readonly string[]
  readonly width: number
  readonly height: number
  /** On the arrow itself, so that nobody asks whose it is. */
  readonly labelpos: 'c'
}

/** No step has this id: they begin with a letter. */
const START = '(start)'

/** Every step and way of the flow with its place on the paper. */
export function layOutFlow(definition: FlowDefinition): LaidOut {
  const graph = new Graph<typeof GAPS, Drawn, Arrow>({ multigraph: true })
  graph.setGraph({ ...GAPS })
  graph.setNode(START, { kind: 'start', width: 76, height: 36 })
  for (const [id, { kind }] of Object.entries(definition.steps)) graph.setNode(id, sized(id, kind))
  const lead = (from: string, to: string, name: string, label: string) => {
    if (!graph.hasNode(to)) graph.setNode(to, sized(to, 'missing'))
    graph.setEdge(from, to, arrow(label), name)
  }
  lead(START, definition.start, 'start', '')
  for (const [id, step] of Object.entries(definition.steps))
    for (const [index, [label, to]] of waysOn(definition, step).entries()) lead(id, to, `${index}`, label)
  return placed(layout(graph))
}

function placed(graph: Graph<typeof GAPS, Drawn, Arrow>): LaidOut {
  // The layout writes places into the labels that it was given; the library's types do not say so.
  const { width, height } = graph.graph() as unknown as { width: number; height: number }
  const boxes: Box[] = graph.nodes().map((id: string) => ({ ...(graph.node(id) as Drawn & Point), id }))
  const laid = graph.edges().map((edge: Edge) => {
    const { x, y, ...way } = graph.edge(edge) as Arrow & Point & Pick<Way, 'points'>
    return { from: edge.v, to: edge.w, ...way, at: { x, y } }
  })
  const columns = columnsOf(boxes, laid)
  const byId = new Map(boxes.map(box => [box.id, box]))
  const ways = laid.map((way: Way) => ({ ...way, points: pathOf(way, byId, columns) }))
  return { width, height, boxes, ways }
}

/** How wide a column is, by the middle that its boxes or labels share. */
function columnsOf(boxes: readonly Box[], ways: readonly Way[]): ReadonlyMap<number, number> {
  const columns = new Map<number, number>()
  const widen = (x: number, width: number) =>
    columns.set(Math.round(x), Math.max(columns.get(Math.round(x)) ?? 0, width))
  for (const { x, width } of boxes) widen(x, width)
  for (const { at, width } of ways) if (width > 0) widen(at.x, width)
  return columns
}

/** From side to side, level through each column on the way: an arrow climbs between columns and never behind a box. */
function pathOf(
  { from, to, points }: Way,
  boxes: ReadonlyMap<string, Box>,
  columns: ReadonlyMap<number, number>,
): Point[] {
  const source = boxes.get(from)
  const target = boxes.get(to)
  if (!source || !target || source === target) return [...points]
  const back = target.x < source.x
  const ahead = back ? -1 : 1
  const through = points.slice(1, -1).flatMap(({ x, y }) => {
    const half = ((columns.get(Math.round(x)) ?? 0) / 2) * ahead
    return half === 0
      ? [{ x, y }]
      : [
          { x: x - half, y },
          { x: x + half, y },
        ]
  })
  const [first = target, last = source] = [through[0], through.at(-1)]
  return [side(source, ahead, back, first), ...through, side(target, -ahead, back, last)]
}

/** A way back has a place of its own, off the middle, on the half that it comes from. */
function side({ x, y, width, height }: Box, ahead: number, back: boolean, other: Point): Point {
  return { x: x + (width / 2) * ahead, y: back ? y + (Math.sign(other.y - y) * height) / 4 : y }
}

function sized(id: string, kind: BoxKind): Drawn {
  return { kind, width: Math.max(110, Math.ceil(widthOf(id, LETTER.step)) + 32), height: 56 }
}

function arrow(label: string): Arrow {
  const lines = wrapped(label)
  const width = Math.max(0, ...lines.map(line => widthOf(line, LETTER.small)))
  return {
    label: lines,
    width: Math.ceil(width) + (lines.length > 0 ? 12 : 0),
    height: lines.length * LETTER.line,
    labelpos: 'c',
  }
}

/** Conditions are long: broken where a blank is, and a word that is too long within. */
function wrapped(label: string): string[] {
  const lines: string[] = []
  for (const word of label.split(' ').flatMap(chopped)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= WIDEST_LABEL) lines[lines.length - 1] = `${last} ${word}`
    else if (word) lines.push(word)
  }
  return lines
}

const chopped = (word: string): string[] => word.match(new RegExp(`.{1,${WIDEST_LABEL}}`, 'gu')) ?? []

/** Characters from the Chinese block on are as wide as they are high. */
function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + (letter >= '\u2e80' ? 1 : 0.62) * size, 0)
}
