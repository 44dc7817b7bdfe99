import { RICH_MENU_SIZE, type RichMenu, type RichMenuButton, richMenuCells } from './rich-menu.ts'

const ACCENT = '#8f2d0c'
/** Each drawn in a square of 24. */
const ICONS: Readonly<Record<RichMenuButton['icon'], string>> = {
  meal: 'M3 11h18a9 9 0 0 1-6 8.5V21H9v-1.5A9 9 0 0 1 3 11ZM8 8c-1.5-1.5 1-2.5 0-4.5M12 8c-1.5-1.5 1-2.5 0-4.5M16 8c-1.5-1.5 1-2.5 0-4.5',
  visit: 'M3 11.5 12 4l9 7.5M5.5 9.5V20h13V9.5M10 20v-5.5h4V20',
  paper: 'M6 3h9l4 4v14H6ZM14.5 3v4.5H19M9 12h7M9 16h7',
  mine: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.5-4 3.5-6 7.5-6s7 2 7.5 6',
  menu: 'M4 4h6.5v6.5H4ZM13.5 4H20v6.5h-6.5ZM4 13.5h6.5V20H4ZM13.5 13.5H20V20h-6.5Z',
  person:
    'M4.5 14v-2a7.5 7.5 0 0 1 15 0v2M4.5 13.5H7.5V19H5.5a1 1 0 0 1-1-1ZM19.5 13.5H16.5V19h1.5a1.5 1.5 0 0 0 1.5-1.5ZM18.5 19c0 2-2 2.5-4.5 2.5',
}

/** As SVG, in the colours of the residents' page; test/browser/screens/rich-menu.ts makes the PNG of it. */
export function richMenuPicture(buttons: RichMenu['buttons']): string {
  const cells = richMenuCells(buttons.length)
  const { width, height } = RICH_MENU_SIZE
  const drawn = buttons.flatMap((button, i) => {
    const cell = cells[i]
    return cell ? [drawButton(button, cell)] : []
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="${width}" height="${height}" fill="#faf6ef"/>
${drawn.join('\n')}
</svg>
`
}

const GAP = 24
const ICON = 300

function drawButton({ name, icon }: RichMenuButton, cell: { x: number; y: number; width: number; height: number }) {
  const middle = cell.x + cell.width / 2
  const top = cell.y + cell.height * 0.16
  const scale = ICON / 24
  return `<rect x="${cell.x + GAP}" y="${cell.y + GAP}" width="${cell.width - 2 * GAP}" height="${cell.height - 2 * GAP}" rx="56" fill="#ffffff" stroke="#e4d8c8" stroke-width="4"/>
<path d="${ICONS[icon]}" transform="translate(${middle - ICON / 2} ${top}) scale(${scale})" fill="none" stroke="${ACCENT}" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>
<text x="${middle}" y="${cell.y + cell.height * 0.8}" text-anchor="middle" font-family="'Noto Sans CJK SC', sans-serif" font-weight="700" font-size="150" fill="#211a14">${name}</text>`
}
