import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { count, percent } from '../../ui/format/rate.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { useScope } from '../shell/scope.ts'
import { LeaveSheet } from './leave-sheet.tsx'

const rateBp = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part * 10_000) / whole))

/** Of each manager: kept, contacted in cycle, due, overdue, the week's work, promises. Every number opens its list. */
export const CoverageView = () => {
  const { say } = useWords()
  const me = useMe()
  const describe = useProblem()
  const { institution } = useScope(me)
  const [away, setAway] = useState<{ managerId: number; name: string }>()
  const chosen = institution?.level === 'outlet' ? { institutionId: institution.id } : {}
  const query = useQuery(queries.contact.coverage.queryOptions({ input: chosen }))
  const list = (managerId: number, state: 'due' | 'overdue', number: number) => (
    <Link to="/contacts" search={{ view: 'due', state, manager: String(managerId) }} className="number-link">
      {count(number)}
    </Link>
  )
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ managers, mayRecordLeave }) => (
        <Panel className="coverage" title={say('coverage.title')} about={say('coverage.about')}>
          {managers.length === 0 ? (
            <Empty compact title={say('coverage.none')} />
          ) : (
            <div className="table-scroll">
              <table className="plain-table">
                <thead>
                  <tr>
                    {(['manager', 'kept', 'covered', 'due', 'overdue', 'week', 'promises'] as const).map((head) => (
                      <th key={head} scope="col">
                        {say(`coverage.${head}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {managers.map((row) => (
                    <tr key={row.managerId}>
                      <td>
                        {row.managerName ?? row.managerId}
                        <small className="cell-note">
                          {row.awayUntil ? say('coverage.away', { date: row.awayUntil }) : row.institutionName}
                          {mayRecordLeave && !row.awayUntil ? (
                            <button
                              type="button"
                              className="text-button"
                              onClick={() => setAway({ managerId: row.managerId, name: row.managerName ?? String(row.managerId) })}
                            >
                              {say('coverage.leave')}
                            </button>
                          ) : null}
                        </small>
                      </td>
                      <td>{count(row.kept)}</td>
                      <td>
                        {percent(rateBp(row.contactedInCycle, row.kept))}
                        <small className="cell-note">{count(row.contactedInCycle)}</small>
                      </td>
                      <td>{list(row.managerId, 'due', row.due)}</td>
                      <td className={row.overdue > 0 ? 'warning-text' : ''}>{list(row.managerId, 'overdue', row.overdue)}</td>
                      <td>
                        {count(row.contactsWeek)}
                        {row.flaggedWeek > 0 ? (
                          <small className="cell-note warning-text">
                            {say('coverage.flagged')} {count(row.flaggedWeek)}
                          </small>
                        ) : null}
                      </td>
                      <td>
                        <Link to="/contacts" search={{ view: 'promises' }} className="number-link">
                          {count(row.openPromises)}
                        </Link>
                        {row.overduePromises > 0 ? (
                          <small className="cell-note warning-text">
                            {say('coverage.overduePromises', { count: row.overduePromises })}
                          </small>
                        ) : null}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          {away ? <LeaveSheet staffId={away.managerId} name={away.name} onClose={() => setAway(undefined)} /> : null}
        </Panel>
      )}
    </QueryView>
  )
}
