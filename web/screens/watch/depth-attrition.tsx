import { useMemo } from 'react'
import type { Depth } from '../../../server/modules/watch/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { count, percent, ratio } from '../../ui/format/rate.ts'
import { Panel } from '../../ui/panel.tsx'
import { RangePoints } from '../../ui/range-points.tsx'
import { Empty } from '../../ui/states.tsx'

/** Who leaves by products held, from the bank's own customers, beside the lines 2.8 and 4 of the benchmark. */
export const DepthAttrition = ({ depth }: { depth: Depth }) => {
  const { say } = useWords()
  const { attrition, attritionFallsBp, attritionLowBp, trend } = depth
  const months = Math.max(0, ...attrition.map(({ month }) => month))
  const nameOf = useMemo(
    () => (products: number) => say(products === 6 ? 'watch.categoriesMore' : 'watch.categories', { count: products }),
    [say],
  )
  const marks = useMemo(
    () => [attritionFallsBp, attritionLowBp].map((bp) => ({ x: bp / 10_000, name: ratio(bp, 1) })),
    [attritionFallsBp, attritionLowBp],
  )
  const points = useMemo(
    () =>
      attrition.map(({ products, leftBp, lowBp, highBp }) => ({
        x: products,
        y: leftBp,
        low: lowBp,
        high: highBp,
        name: nameOf(products),
      })),
    [attrition, nameOf],
  )
  const known = months > 0 && points.length > 0
  return (
    <Panel title={say('watch.depth.attrition')} about={say('watch.depth.attritionAbout', { months })}>
      {known ? (
        <div className="watch-pair">
          <RangePoints
            points={points}
            marks={marks}
            label={`${say('watch.depth.attrition')} ${points.map(({ name, y }) => `${name} ${percent(y)}`).join('，')}`}
            sayX={(x) => String(x)}
            height={230}
          />
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{say('watch.depth.held')}</th>
                <th scope="col">{say('watch.survival.watched')}</th>
                <th scope="col">{say('watch.survival.left')}</th>
                <th scope="col">{say('watch.depth.leftShare', { months })}</th>
              </tr>
            </thead>
            <tbody>
              {attrition.map((point) => (
                <tr key={point.products}>
                  <td>{nameOf(point.products)}</td>
                  <td>{count(point.customers)}</td>
                  <td>{count(point.left)}</td>
                  <td>
                    {percent(point.leftBp)}
                    <small className="cell-note">
                      {percent(point.lowBp)}–{percent(point.highBp)}
                    </small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <Empty compact title={say('watch.survival.none')} about={say('watch.depth.attritionNone')} />
      )}
      <p className="watch-meaning">
        {say('watch.depth.benchmark', { falls: ratio(attritionFallsBp, 1), low: ratio(attritionLowBp, 1) })}
        {trend.length > 1
          ? ` ${say('watch.depth.trend')} ${trend.map(({ date, crossSellBp }) => `${date} ${crossSellBp === null ? '—' : ratio(crossSellBp)}`).join(' · ')}`
          : ''}
      </p>
    </Panel>
  )
}
