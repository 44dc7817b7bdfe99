/** Strokes on a field of 20 by 20. */
const PATHS = {
  mark: 'M10 9.5a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM3.5 14.5c2-1.2 4-1.6 6.5-1.6s4.5.4 6.5 1.6',
  inbox: 'M3 11.5h3.5l1.2 2h4.6l1.2-2H17M3 11.5 5 4.5h10l2 7V16H3Z',
  kitchen:
    'M3 9.5h14c0 3.6-2.2 6-4.5 6.7V17h-5v-.8C5.2 15.5 3 13.1 3 9.5ZM7 3.5c-.9 1 .9 2 0 3M10.5 3.5c-.9 1 .9 2 0 3',
  words: 'M3.5 4.5h13v9.5h-6.5L6.5 17v-3h-3ZM8.2 7.6a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.1M10 12v.1',
  alarm: 'M10 3v1.5M4 9.5 2.5 9M16 9.5 17.5 9M5.5 5 4.5 4M14.5 5l1-1M6 15v-4a4 4 0 0 1 8 0v4M4.5 15h11v2h-11Z',
  sound: 'M3.5 8v4H6l4 3.5v-11L6 8ZM13 7.5c1.3 1.4 1.3 3.6 0 5M15.3 5.3c2.6 2.6 2.6 6.8 0 9.4',
  mute: 'M3.5 8v4H6l4 3.5v-11L6 8ZM13 8l4 4M17 8l-4 4',
  bell: 'M5 14V9a5 5 0 0 1 10 0v5l1.2 1.5H3.8ZM8.5 17.5h3',
  phone: 'M4.5 3.5h3l1.5 4-2 1.3a9 9 0 0 0 4.2 4.2l1.3-2 4 1.5v3c0 .6-.4 1-1 1A12 12 0 0 1 3.5 4.5c0-.6.4-1 1-1Z',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4l2.7 1.7',
  check: 'm4 10.5 4 4 8-9',
  back: 'M12.5 4.5 7 10l5.5 5.5',
  down: 'M10 4v12M5 11l5 5 5-5',
  up: 'M10 16V4M5 9l5-5 5 5',
  open: 'm6 8 4 4 4-4',
  person: 'M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM3.5 17c.6-3 3.2-4.7 6.5-4.7s5.9 1.7 6.5 4.7',
  warning: 'M10 3.5 17.5 16.5h-15ZM10 8v4M10 14.2v.1',
  lock: 'M5 9h10v8H5ZM7 9V6.5a3 3 0 0 1 6 0V9',
  print: 'M6 7V3h8v4M5.5 13.5H3V7h14v6.5h-2.5M6 11.5h8V17H6Z',
  download: 'M10 3v9M6 8.5l4 4 4-4M3.5 16.5h13',
  keys: 'M2.5 5.5h15v9h-15ZM5.5 8.5h.1M8.5 8.5h.1M11.5 8.5h.1M14.5 8.5h.1M6.5 11.7h7',
  send: 'M3 10 17 3.5l-4 13.5-3.5-5.5ZM9.5 11.5 17 3.5',
  return: 'M7.5 4 3.5 8l4 4M3.5 8h8a5 5 0 0 1 0 9H9',
  hidden:
    'M3 3l14 14M8 5.2A8 8 0 0 1 18 10a12 12 0 0 1-2.4 3M5 6.6A12 12 0 0 0 2 10c1.5 3.2 4.5 5 8 5a8 8 0 0 0 2.5-.4',
  leave: 'M8 3.5H4v13h4M8 10h9M13.5 6.5 17 10l-3.5 3.5',
} as const

export type IconName = keyof typeof PATHS

/** Always beside words: it says nothing to a screen reader. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
