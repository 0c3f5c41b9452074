import type { Curve } from '../../../server/modules/watch/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { count, percent } from '../../ui/format/rate.ts'
import { CurveKey } from '../../ui/step-curves.tsx'

interface SurvivalTableProps {
  /** with its place among the lines of the picture; −1 = not drawn */
  rows: readonly { curve: Curve; name: string; index: number }[]
  chosen: string
  onChoose: (key: string) => void
}

const shownMonths = [3, 6, 9, 12]

interface Standing {
  keptBp: number
  lowBp: number
  highBp: number
  atRisk: number
}

/** How things stood after a month: the last step by then, and who was still watched; undefined beyond the last month anybody was. */
function standingAt({ steps, customers }: Curve, month: number): Standing | undefined {
  if ((steps.at(-1)?.month ?? 0) < month) return undefined
  const gone = steps.filter((step) => step.month < month).reduce((sum, { left, lastSeen }) => sum + left + lastSeen, 0)
  const { keptBp, lowBp, highBp } = steps.findLast((step) => step.month <= month) ?? { keptBp: 10_000, lowBp: 10_000, highBp: 10_000 }
  return { keptBp, lowBp, highBp, atRisk: customers - gone }
}

const Cell = ({ curve, month }: { curve: Curve; month: number }) => {
  const { say } = useWords()
  const step = standingAt(curve, month)
  if (!step) return <td className="muted">—</td>
  return (
    <td>
      {percent(step.keptBp)}
      <small className="cell-note">
        {percent(step.lowBp)}–{percent(step.highBp)}
      </small>
      <small className="cell-note">{say('watch.survival.atRisk', { count: count(step.atRisk) })}</small>
    </td>
  )
}

/** What the picture says, in numbers: kept with its interval, and how many were still watched. */
export const SurvivalTable = ({ rows, chosen, onChoose }: SurvivalTableProps) => {
  const { say } = useWords()
  return (
    <div className="table-scroll">
      <table className="plain-table watch-table">
        <thead>
          <tr>
            <th scope="col">{say('watch.group')}</th>
            <th scope="col">{say('watch.survival.watched')}</th>
            <th scope="col">{say('watch.survival.left')}</th>
            {shownMonths.map((month) => (
              <th key={month} scope="col">
                {say('watch.survival.after', { month })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ curve, name, index }) => (
            <tr key={curve.key} className={curve.key === chosen ? 'watch-chosen' : ''}>
              <td>
                {index < 0 ? (
                  name
                ) : (
                  <button type="button" className="watch-row" aria-pressed={curve.key === chosen} onClick={() => onChoose(curve.key)}>
                    <CurveKey index={index} />
                    {name}
                  </button>
                )}
              </td>
              <td>{count(curve.customers)}</td>
              <td>{count(curve.left)}</td>
              {curve.tooFew ? (
                <td colSpan={shownMonths.length} className="muted">
                  {say('watch.survival.tooFew')}
                </td>
              ) : (
                shownMonths.map((month) => <Cell key={month} curve={curve} month={month} />)
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
