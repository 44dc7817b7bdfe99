export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEPT = 'zhaoying.console.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

export function keptTheme(): Theme {
  return THEMES.find(theme => theme === localStorage.getItem(KEPT)) ?? 'system'
}

export function keepTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme)
  show()
}

/** Shows the kept theme now, and follows the computer's when that is what was chosen. */
export function applyTheme(): void {
  show()
  dark.addEventListener('change', show)
}

function show(): void {
  const theme = keptTheme()
  document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
}
