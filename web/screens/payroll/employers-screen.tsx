import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { EmployerRow } from '../../../server/modules/payroll/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount, Unknown } from '../../ui/amount.tsx'
import { monthOf } from '../../ui/format/date.ts'
import { count, percent } from '../../ui/format/rate.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty } from '../../ui/states.tsx'
import { SlipTags, useVisitText } from './slip-tags.tsx'
import '../../ui/lines.css'
import './payroll.css'

const route = getRouteApi('/shell/employers')
const views = ['all', 'slipping', 'payroll', 'pension'] as const

const shownIn = (view: (typeof views)[number], { slips, kind }: EmployerRow): boolean =>
  view === 'all' || (view === 'slipping' ? slips.length > 0 : kind === view)

const Row = ({ employer }: { employer: EmployerRow }) => {
  const { say, word, language } = useWords()
  const visitText = useVisitText()
  const rate = (bp: number | null) => (bp === null ? <Unknown why={say('employers.notYet')} /> : percent(bp))
  return (
    <tr data-employer={employer.code}>
      <td className="text-cell">
        <Link to="/employers/$employerId" params={{ employerId: String(employer.employerId) }}>
          {employer.name}
        </Link>{' '}
        <SlipTags slips={employer.slips} />
        <small className="cell-note">
          {[word('payroll_kind', employer.kind), employer.institutionName, employer.detected ? say('employers.detected') : '']
            .filter(Boolean)
            .join(' · ')}
        </small>
      </td>
      <td data-head={say('employers.people')}>{count(employer.people)}</td>
      <td data-head={say('employers.credit')}>
        <Amount fen={employer.creditFen} language={language} />
      </td>
      <td data-head={say('employers.kept30d')}>{rate(employer.kept30dBp)}</td>
      <td data-head={say('employers.kept30dAum')}>
        {rate(employer.kept30dAumBp)}
        {employer.kept30dBeforeBp === null ? null : (
          <small className="cell-note">{say('employers.before', { rate: percent(employer.kept30dBeforeBp) })}</small>
        )}
      </td>
      <td data-head={say('employers.away')}>
        <span className={employer.away > 0 ? 'warning-text' : ''}>{employer.away}</span>
      </td>
      <td data-head={say('employers.visit')}>
        {employer.visit ? visitText(employer.visit) : <span className="muted">{say('employers.noVisit')}</span>}
      </td>
    </tr>
  )
}

/** 代发单位: who pays wages and pensions here, how much of it stays, who slips and who is going there (M60). */
export const EmployersScreen = () => {
  const { say, language } = useWords()
  const describe = useProblem()
  const navigate = useNavigate()
  const search = route.useSearch()
  const view = views.find((one) => one === search.view) ?? 'all'
  const query = useQuery(queries.payroll.employers.queryOptions())
  const heads = ['unit', 'people', 'credit', 'kept30d', 'kept30dAum', 'away', 'visit'] as const
  return (
    <div className="lines-screen">
      <div className="lines-head">
        <h1>{say('employers.title')}</h1>
        <Segments
          label={say('employers.show')}
          value={view}
          options={views.map((value) => ({ value, text: say(`employers.views.${value}`) }))}
          onChange={(next) => void navigate({ to: '/employers', search: { view: next } })}
        />
      </div>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ employers, found, judgedMonth, latestMonth }) => {
          const rows = employers.filter((employer) => shownIn(view, employer))
          return (
            <>
              <Panel
                title={say('employers.listTitle', { count: rows.length })}
                about={say('employers.months', { latest: monthOf(latestMonth), judged: monthOf(judgedMonth) })}
              >
                {rows.length === 0 ? (
                  <Empty
                    compact
                    title={say(view === 'slipping' ? 'employers.noneSlip' : 'employers.none')}
                    about={say('employers.noneAbout')}
                  />
                ) : (
                  <div className="table-scroll">
                    <table className="plain-table cards-on-phone" aria-label={say('employers.title')}>
                      <thead>
                        <tr>
                          {heads.map((head) => (
                            <th key={head} scope="col">
                              {say(`employers.${head}`)}
                            </th>
                          ))}
                        </tr>
                      </thead>
                      <tbody>
                        {rows.map((employer) => (
                          <Row key={employer.employerId} employer={employer} />
                        ))}
                      </tbody>
                    </table>
                  </div>
                )}
              </Panel>
              {found.length === 0 ? null : (
                <Panel title={say('employers.found')} about={say('employers.foundAbout')}>
                  <ul className="lines">
                    {found.map((payer) => (
                      <li key={payer.payerName}>
                        <span className="line-who">
                          <strong>{payer.payerName}</strong> <Tag>{say('employers.detected')}</Tag>
                        </span>
                        <span className="line-about">
                          {say('employers.foundRow', { people: payer.people, months: payer.months, date: payer.lastPaidOn })}
                        </span>
                        <span className="line-acts">
                          <Amount fen={payer.creditFen} language={language} />
                        </span>
                      </li>
                    ))}
                  </ul>
                </Panel>
              )}
            </>
          )
        }}
      </QueryView>
    </div>
  )
}
