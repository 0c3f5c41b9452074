import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { TeamRow } from '../../../server/modules/today/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount, Unknown } from '../../ui/amount.tsx'
import { count, percent } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { UnitVisitsPanel } from '../payroll/unit-visits-panel.tsx'
import { useScope } from '../shell/scope.ts'
import './today.css'
import './team.css'

const heads = ['manager', 'planned', 'done', 'overdue', 'coverage', 'load', 'customers', 'planValue'] as const

const Row = ({ row }: { row: TeamRow }) => {
  const { say, language } = useWords()
  const cell = (head: (typeof heads)[number], value: ReactNode) => <td data-head={say(`today.${head}`)}>{value}</td>
  return (
    <tr>
      <th scope="row">
        <Link to="/today" search={{ manager: String(row.managerId) }}>
          {row.name}
        </Link>
        <small className="muted">{row.institutionName}</small>
      </th>
      {cell('planned', row.planned === null ? <span className="muted">{say('today.notYet')}</span> : row.planned)}
      {cell('done', row.planned === null ? row.done : `${row.done} / ${row.planned}`)}
      {cell('overdue', <span className={row.overdue > 0 ? 'warning-text' : ''}>{row.overdue}</span>)}
      {cell('coverage', row.coverageBp === null ? <Unknown /> : percent(row.coverageBp))}
      {cell(
        'load',
        row.loadBp === null ? (
          <Unknown />
        ) : (
          <Meter value={row.loadBp} full={10_000} label={`${say('today.load')} ${percent(row.loadBp, 0)}`} />
        ),
      )}
      {cell('customers', count(row.customers))}
      {cell('planValue', <Amount fen={row.valueFen} language={language} why={say('today.notYet')} />)}
    </tr>
  )
}

/** 团队今日: how the managers of an institution stand today; a name opens the list. */
export const TeamScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const { institution } = useScope(useMe())
  const query = useQuery(queries.today.team.queryOptions({ input: institution ? { institutionId: institution.id } : {} }))
  return (
    <div className="today team">
      <div className="today-title">
        <h1>{say('today.team')}</h1>
        <span className="muted">{query.data?.planDate}</span>
        <Link to="/talking-points">{say('today.points')}</Link>
      </div>
      <p className="muted small">{say('today.teamAbout')}</p>
      <UnitVisitsPanel />
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={say('today.teamNone')} />
          ) : (
            <table className="team-table" aria-label={say('today.team')}>
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th key={head} scope="col">
                      {say(`today.${head}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.managerId} row={row} />
                ))}
              </tbody>
            </table>
          )
        }
      </QueryView>
    </div>
  )
}
