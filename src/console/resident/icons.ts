/** 24 × 24, drawn with strokes. */
const PATHS: Readonly<Record<string, string>> = {
  phone:
    'M6.5 3.5h3l1.5 4-2 1.6a12 12 0 0 0 5.9 5.9l1.6-2 4 1.5v3a2 2 0 0 1-2.1 2A16.4 16.4 0 0 1 4.5 5.6a2 2 0 0 1 2-2.1z',
  letters: 'M2.5 19 8 5l5.5 14M4.5 14.5h7M15 19l3.2-8 3.3 8M16.2 16.4h4.2',
  globe:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c2.6 2.6 3.8 5.6 3.8 9s-1.2 6.4-3.8 9c-2.6-2.6-3.8-5.6-3.8-9S9.4 5.6 12 3z',
  back: 'M9 5 3.5 10.5 9 16M4 10.5h10.5a5 5 0 0 1 0 10H10',
  sound: 'M4 9.5v5h3.5l5 4v-13l-5 4zM15.8 9a4.2 4.2 0 0 1 0 6M18.5 6.3a8 8 0 0 1 0 11.4',
  stop: 'M6.5 6.5h11v11h-11z',
  camera: 'M3.5 8h4l1.7-2.5h5.6L16.5 8h4v11h-17zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6',
}

const SVG = 'http://www.w3.org/2000/svg'

/** Beside a word, never instead of one: hidden from screen readers. */
export function makeIcon(name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', PATHS[name] ?? '')
  svg.appendChild(path)
  return svg
}

export function setIcon(element: Element, name: string): void {
  const old = element.querySelector('.icon')
  if (old) element.replaceChild(makeIcon(name), old)
  else element.insertBefore(makeIcon(name), element.firstChild)
}
