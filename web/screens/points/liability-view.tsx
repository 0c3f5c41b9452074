import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { Facts, Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty } from '../../ui/states.tsx'
import { groupings, groupLiability, sumLiability, type Grouping } from './liability-groups.ts'
import { PointsNumber, pointsText } from './points-number.tsx'

/** M73: points outstanding by programme, outlet or month of the last day, what of it is expected to lapse, and how that is known. */
export const LiabilityView = () => {
  const { say, language } = useWords()
  const describe = useProblem()
  const [by, setBy] = useState<Grouping>('programme')
  const query = useQuery(queries.settlement.liability.queryOptions())
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ day, rows, since, leastPoints, fenPerHundred }) => {
        const all = sumLiability('', rows)
        const worth = (points: bigint) => (points * BigInt(fenPerHundred)) / 100n
        const lapses = (breakage: bigint | null) =>
          breakage === null ? <span className="muted small">{say('settlement.thin')}</span> : <PointsNumber points={breakage} />
        if (rows.length === 0) return <Empty title={say('settlement.noLiability')} />
        return (
          <>
            <Panel title={say('settlement.liability')} about={say('settlement.liabilityAbout', { day })}>
              <Facts
                facts={[
                  { key: 'outstanding', label: say('settlement.outstanding'), value: <PointsNumber points={all.points} /> },
                  { key: 'worth', label: say('settlement.worthColumn'), value: <Amount fen={worth(all.points)} language={language} /> },
                  { key: 'breakage', label: say('settlement.breakage'), value: lapses(all.breakage) },
                  {
                    key: 'net',
                    label: say('settlement.net'),
                    value: <Amount fen={worth(all.points - (all.breakage ?? 0n))} language={language} />,
                  },
                ]}
              />
              <p className="muted small">{say('settlement.method', { since, least: pointsText(leastPoints) })}</p>
            </Panel>
            <Segments
              label={say('settlement.by')}
              value={by}
              options={groupings.map((value) => ({ value, text: say(`settlement.groups.${value}`) }))}
              onChange={setBy}
            />
            <Panel title={say(`settlement.groups.${by}`)}>
              <table className="plain-table points-table">
                <thead>
                  <tr>
                    <th>{say(`settlement.columns.${by}`)}</th>
                    <th className="points-number">{say('settlement.outstanding')}</th>
                    <th className="points-number">{say('settlement.breakage')}</th>
                    <th className="points-number">{say('settlement.worthColumn')}</th>
                  </tr>
                </thead>
                <tbody>
                  {groupLiability(rows, by).map((group) => (
                    <tr key={group.name} data-liability={group.name}>
                      <td>{group.name === '' ? say('settlement.forGood') : group.name}</td>
                      <td className="points-number">
                        <PointsNumber points={group.points} />
                      </td>
                      <td className="points-number">{lapses(group.breakage)}</td>
                      <td className="points-number">
                        <Amount fen={worth(group.points)} language={language} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Panel>
          </>
        )
      }}
    </QueryView>
  )
}
