import { useQuery } from '@tanstack/react-query'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'

/** M73: points outstanding by the outlet that issued them, and what ends within ninety days. */
export const LiabilityView = () => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.gift.liability.queryOptions())
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ day, until, outlets }) => (
        <Panel title={say('points.liability')} about={say('points.liabilityAbout', { day, until })}>
          {outlets.length === 0 ? (
            <Empty compact title={say('points.noLiability')} />
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th>{say('points.outlet')}</th>
                  <th className="points-number">{say('points.holders')}</th>
                  <th className="points-number">{say('points.outstanding')}</th>
                  <th className="points-number">{say('points.expiring')}</th>
                </tr>
              </thead>
              <tbody>
                {outlets.map((outlet) => (
                  <tr key={outlet.institutionId}>
                    <td>{outlet.name}</td>
                    <td className="points-number">{outlet.customers}</td>
                    <td className="points-number">{outlet.outstanding}</td>
                    <td className="points-number">{outlet.expiring}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Panel>
      )}
    </QueryView>
  )
}
