import { createHash } from 'node:crypto'

/** A button of the menu below the chat: says its own name for whoever presses it. */
export interface RichMenuButton {
  readonly name: string
  readonly icon: 'meal' | 'visit' | 'paper' | 'mine' | 'menu' | 'person'
}

export interface RichMenu {
  /** On the bar that opens it: 14 characters. */
  readonly bar: string
  /** Up to 20. */
  readonly buttons: readonly RichMenuButton[]
  /** PNG of RICH_MENU_SIZE, up to 1 MB. */
  readonly picture: Uint8Array<ArrayBuffer>
}

/** The largest that LINE shows: https://developers.line.biz/en/reference/messaging-api/#rich-menu-structure */
export const RICH_MENU_SIZE = { width: 2_500, height: 1_686 } as const
const COLUMNS = 3
/** In front of the name under which LINE keeps ours, so that nobody else's is taken for one. */
const MARK = 'zhaoying '

export interface Cell {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where each of so many buttons stands, row by row, without gaps. */
export function richMenuCells(count: number): readonly Cell[] {
  const rows = Math.ceil(count / COLUMNS)
  const edge = (nth: number, of: number, size: number) => Math.round((nth * size) / of)
  return Array.from({ length: count }, (_, i) => {
    const [column, row] = [i % COLUMNS, Math.floor(i / COLUMNS)]
    const x = edge(column, COLUMNS, RICH_MENU_SIZE.width)
    const y = edge(row, rows, RICH_MENU_SIZE.height)
    const width = edge(column + 1, COLUMNS, RICH_MENU_SIZE.width) - x
    return { x, y, width, height: edge(row + 1, rows, RICH_MENU_SIZE.height) - y }
  })
}

/** What LINE is asked to make. Its name changes with anything in it: LINE changes none that was made. */
export function richMenuToCreate({ bar, buttons, picture }: RichMenu) {
  const cells = richMenuCells(buttons.length)
  const shown = {
    size: RICH_MENU_SIZE,
    selected: true,
    chatBarText: bar,
    areas: buttons.map(({ name }, i) => ({ bounds: cells[i], action: { type: 'message', label: name, text: name } })),
  }
  const hash = createHash('sha256').update(JSON.stringify(shown)).update(picture).digest('hex')
  return { name: `${MARK}${hash.slice(0, 16)}`, ...shown }
}

export const isOurs = (name: string) => name.startsWith(MARK)
