import { dayText } from './civil-clock.ts'
import { drawLine, type LineActs, type Standing } from './draw-line.ts'
import { isResident, type Line, needsName, openQuestion, ownText, timeOf } from './line.ts'
import type { Words } from './words.ts'

export interface TalkView {
  /** Makes the screen show these lines; what stands as it stood is left alone. */
  show(lines: readonly Line[]): void
  elementOf(id: string): HTMLElement | null
}

interface Drawn {
  readonly element: HTMLElement
  readonly look: string
}

export function createTalkView(log: HTMLElement, words: Words, acts: LineActs): TalkView {
  const drawn = new Map<string, Drawn>()

  function draw(line: Line, standing: Standing): HTMLElement {
    const look = JSON.stringify([words.language, standing, line.kind === 'going' ? line.item.state : 'said'])
    const before = drawn.get(line.id)
    if (before && before.look === look) return before.element
    const element = drawLine(line, standing, words, acts)
    element.tabIndex = -1
    if (before) replace(before.element, element)
    drawn.set(line.id, { element, look })
    return element
  }

  return {
    show(lines) {
      const open = openQuestion(lines)
      const newestOwn = [...lines].reverse().find(isResident)?.id
      const undoable = lastUndoable(lines, words)
      // Today needs no name, until there is another day above it.
      let day = dayText(Date.now(), words.language)
      lines.forEach((line, i) => {
        const itsDay = dayText(timeOf(line), words.language)
        const element = draw(line, {
          named: itsDay !== day || needsName(line, lines[i - 1]),
          day: itsDay === day ? null : itsDay,
          open: line.id === open,
          newestOwn: line.id === newestOwn,
          undoable: line.id === undoable,
        })
        day = itsDay
        // Only what isn't in its place is moved: a screen reader would read it again.
        const there = log.children[i] ?? null
        if (element !== there) log.insertBefore(element, there)
      })
      while (log.children.length > lines.length) log.lastElementChild?.remove()
      const shown = new Set(lines.map(line => line.id))
      for (const id of Array.from(drawn.keys())) if (!shown.has(id)) drawn.delete(id)
    },
    elementOf: id => drawn.get(id)?.element ?? null,
  }
}

/** A line drawn anew keeps the reader's place. */
function replace(old: HTMLElement, element: HTMLElement): void {
  const focused = old.contains(document.activeElement)
  if (old.parentNode) old.parentNode.replaceChild(element, old)
  if (focused) element.focus()
}

/** The newest receipt, while its time runs and until it is taken back: once more would take back the one before. */
function lastUndoable(lines: readonly Line[], words: Words): string | null {
  for (const line of [...lines].reverse()) {
    if (words.means('undoSay', ownText(line) ?? '')) return null
    if (line.kind !== 'said' || line.message.card?.undoUntil === undefined) continue
    return line.message.card.undoUntil > Date.now() ? line.id : null
  }
  return null
}
