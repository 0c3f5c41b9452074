import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { EmployerMonth } from '../../../server/modules/payroll/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount, Unknown } from '../../ui/amount.tsx'
import { monthOf } from '../../ui/format/date.ts'
import { count, percent } from '../../ui/format/rate.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { EmployerPeople } from './employer-people.tsx'
import { SlipTags } from './slip-tags.tsx'
import { VisitLine } from './visit-line.tsx'
import { PlanVisitSheet } from './visit-sheet.tsx'
import '../../ui/lines.css'
import './payroll.css'

const route = getRouteApi('/shell/employers/$employerId')

const rates = [
  ['kept7d', 'kept7dBp', 'kept7dAumBp'],
  ['kept30d', 'kept30dBp', 'kept30dAumBp'],
  ['keptMonthEnd', 'keptMonthEndBp', 'keptMonthEndAumBp'],
] as const

/** M08 by month: on the receiving account, and beneath it on the whole AUM. */
const MonthsTable = ({ months }: { months: readonly EmployerMonth[] }) => {
  const { say, language } = useWords()
  const rate = (bp: number | null) => (bp === null ? <Unknown why={say('employers.notYet')} /> : percent(bp))
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{say('employers.month')}</th>
            <th scope="col">{say('employers.people')}</th>
            <th scope="col">{say('employers.credit')}</th>
            {rates.map(([head]) => (
              <th key={head} scope="col">
                {say(`employers.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.monthEnd}>
              <td>{monthOf(month.monthEnd)}</td>
              <td>{count(month.people)}</td>
              <td>
                <Amount fen={month.creditFen} language={language} />
              </td>
              {rates.map(([head, account, aum]) => (
                <td key={head}>
                  {rate(month[account])}
                  <small className="cell-note">{month[aum] === null ? '' : say('employers.onAum', { rate: percent(month[aum]) })}</small>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** One unit: what it pays, how much stays on the receiving account and on the whole AUM, its people, and who goes there (M60). */
export const EmployerScreen = () => {
  const { say, word, language } = useWords()
  const describe = useProblem()
  const { employerId } = route.useParams()
  const [planning, setPlanning] = useState(false)
  const query = useQuery(queries.payroll.employer.queryOptions({ input: { employerId: Number(employerId) } }))
  return (
    <div className="lines-screen">
      <Link to="/employers">{say('employers.back')}</Link>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ employer, months, batches, people, peopleInAll, visits, staff, mayPlan }) => (
          <>
            <div className="lines-head">
              <h1>
                {employer.name} <SlipTags slips={employer.slips} />
              </h1>
              <span className="muted">
                {[word('payroll_kind', employer.kind), employer.code, employer.institutionName ?? say('employers.nobodyLooks')].join(' · ')}
              </span>
              {mayPlan && !employer.visit ? (
                <button type="button" className="line-button line-first" onClick={() => setPlanning(true)}>
                  {say('employers.plan')}
                </button>
              ) : null}
            </div>
            <Panel title={say('employers.keptTitle')} about={say('employers.keptAbout')}>
              {months.length === 0 ? <Empty compact title={say('employers.noMonths')} /> : <MonthsTable months={months} />}
            </Panel>
            <div className="lines-two">
              <Panel
                title={say('employers.peopleTitle')}
                about={
                  peopleInAll > people.length
                    ? say('employers.peopleSome', { shown: people.length, all: peopleInAll })
                    : say('employers.peopleAll', { all: peopleInAll })
                }
              >
                {people.length === 0 ? <Empty compact title={say('employers.nobody')} /> : <EmployerPeople people={people} />}
              </Panel>
              <div className="employer-side">
                <Panel title={say('employers.visits')}>
                  {visits.length === 0 ? <Empty compact title={say('employers.noVisits')} /> : null}
                  <ul className="lines">
                    {visits.map((visit) => (
                      <VisitLine key={visit.id} visit={visit} linked={false} />
                    ))}
                  </ul>
                </Panel>
                <Panel title={say('employers.batches')} about={say('employers.batchesAbout')}>
                  {batches.length === 0 ? <Empty compact title={say('employers.noBatches')} /> : null}
                  <ul className="lines">
                    {batches.map((batch) => (
                      <li key={batch.paidOn}>
                        <span className="line-who">{batch.paidOn}</span>
                        <span className="line-about">
                          {[say('employers.batchPeople', { count: batch.people }), batch.detected ? say('employers.detected') : '']
                            .filter(Boolean)
                            .join(' · ')}
                        </span>
                        <span className="line-acts">
                          <Amount fen={batch.creditFen} language={language} />
                        </span>
                      </li>
                    ))}
                  </ul>
                </Panel>
              </div>
            </div>
            {planning ? <PlanVisitSheet employer={employer} staff={staff} onClose={() => setPlanning(false)} /> : null}
          </>
        )}
      </QueryView>
    </div>
  )
}
