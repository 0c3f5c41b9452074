import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}

/** What was measured on, and how busy it was: figures of a busy machine compare with each other only. */
export function machineLine(): string {
  const [load = 0] = loadavg()
  const cores = availableParallelism()
  const busy = load > 0.5 ? ` — **the machine was busy with other work when this began**` : ''
  return `${cores} cores of ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, load before the start ${load.toFixed(2)}${busy}.`
}
