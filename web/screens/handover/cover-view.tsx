import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { useScope } from '../shell/scope.ts'

/** Who is away in the next weeks and who stands in; without anybody, one press leads to where it is arranged. */
export const CoverView = () => {
  const { say } = useWords()
  const describe = useProblem()
  const { institution } = useScope(useMe())
  const query = useQuery(queries.handover.keepers.queryOptions({ input: institution ? { institutionId: institution.id } : {} }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ keepers }) => {
        const away = keepers.filter((keeper) => keeper.away !== null)
        if (away.length === 0) return <Empty title={say('handover.coverNone')} about={say('handover.coverNoneAbout')} />
        return (
          <Panel title={say('handover.views.cover')} about={say('handover.coverAbout')}>
            <ul className="lines">
              {away.map(({ managerId, name, institutionId, institutionName, customers, away: leave }) => (
                <li key={`${managerId}-${institutionId}`}>
                  <span className="line-who">
                    <strong>{name}</strong>
                    {leave && leave.deputies.length > 0 ? (
                      <Tag tone="accent">{say('handover.deputies', { names: leave.deputies.join('、') })}</Tag>
                    ) : (
                      <Tag tone="warning">{say('handover.noDeputy')}</Tag>
                    )}
                  </span>
                  <span className="line-about">
                    {leave ? say('handover.away', { from: leave.fromOn, until: leave.untilOn }) : ''} ·{' '}
                    {say('handover.customers', { count: customers })} · {institutionName}
                  </span>
                  <span className="line-acts">
                    <Link to="/people" search={{ person: String(managerId) }} className="line-button">
                      {say('handover.arrangeDeputy')}
                    </Link>
                  </span>
                </li>
              ))}
            </ul>
          </Panel>
        )
      }}
    </QueryView>
  )
}
