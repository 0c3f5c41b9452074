import { useWords } from '../../i18n/index.ts'
import type { PanelProps } from './report-parts.ts'

/** At head office over branches with databases of their own: as of when each one's figures are, and which are behind. Nothing where the bank has one database. */
export const CellsNotice = ({ report: { cells } }: PanelProps) => {
  const { say } = useWords()
  const newest = cells
    .map((cell) => cell.dataAsOf ?? '')
    .sort()
    .at(-1)
  if (cells.length === 0 || !newest) return null
  const late = cells.filter((cell) => cell.dataAsOf !== newest || cell.problem !== null)
  if (late.length === 0) return <p className="muted small">{say('report.cellsAll', { count: cells.length, date: newest })}</p>
  return (
    <section aria-label={say('report.cells')} className="small">
      <p className="warning-text">{say('report.cellsSome', { count: cells.length, late: late.length })}</p>
      <ul className="cells-late">
        {late.map((cell) => (
          <li key={cell.branch}>
            {cell.dataAsOf === null
              ? say('report.cellNever', { name: cell.name })
              : say('report.cellAsOf', { name: cell.name, date: cell.dataAsOf })}
            {cell.problem === null ? null : <span className="muted"> · {cell.problem}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
