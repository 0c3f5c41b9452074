import { padTo, widthOf } from './width.ts'

/** A table for the terminal: a head, a line, the rows, all columns aligned whatever script they are written in. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[column] ?? ''))))
  const line = (cells: readonly string[]) =>
    widths
      .map((width, column) => padTo(cells[column] ?? '', width))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].map((text) => `  ${text}`).join('\n')
}
