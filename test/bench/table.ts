/** A table in Markdown: names to the left, figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const marks = head.map((_, i) => (i === 0 ? '---' : '---:'))
  return [head, marks, ...rows].map(line).join('\n')
}
