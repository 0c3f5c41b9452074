import type { ReactNode } from 'react'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { change, count } from '../../ui/format/rate.ts'
import { ListLink } from '../customer/list-link.tsx'
import type { PanelProps } from './report-parts.ts'

const Item = ({ label, value, note }: { label: string; value: ReactNode; note: ReactNode }) => (
  <div className="headline-item">
    <dt>{label}</dt>
    <dd>{value}</dd>
    <dd className="headline-note">{note}</dd>
  </div>
)

/** The outlet in one line: customers, AUM, its average, the month's net flow, who rose and who fell. */
export const Headline = ({ report }: PanelProps) => {
  const { say, language } = useWords()
  const { id } = report.institution
  const { customers, aum, tierMoves } = report
  const net = report.flows.find((flow) => flow.days === 30)
  const yesterday = say('report.sinceYesterday')
  return (
    <dl className="headline">
      <Item
        label={say('report.customers')}
        value={
          <ListLink institutionId={id} filters={customers.filters}>
            {count(customers.now)}
          </ListLink>
        }
        note={
          <>
            {customers.previous === null ? say('report.noPrevious') : `${yesterday} ${change(customers.now - customers.previous)}`}
            {' · '}
            <ListLink institutionId={id} filters={customers.openedFilters}>
              {say('report.opened', { count: count(customers.opened) })}
            </ListLink>
          </>
        }
      />
      <Item
        label={say('report.aum')}
        value={
          <ListLink institutionId={id} filters={aum.filters} by="aum">
            <Amount fen={aum.nowFen} language={language} />
          </ListLink>
        }
        note={
          aum.previousFen === null ? (
            say('report.noPrevious')
          ) : (
            <>
              {yesterday} <Amount fen={BigInt(aum.nowFen) - BigInt(aum.previousFen)} language={language} signed />
            </>
          )
        }
      />
      <Item
        label={say('report.mda')}
        value={
          aum.mdaFen === null ? (
            <Amount fen={null} language={language} why={say('report.why.average')} />
          ) : (
            <ListLink institutionId={id} filters={aum.filters} by="aum_mda">
              <Amount fen={aum.mdaFen} language={language} />
            </ListLink>
          )
        }
        note={<>&nbsp;</>}
      />
      <Item
        label={say('report.net30')}
        value={
          net && net.netFen !== null ? (
            <ListLink institutionId={id} filters={net.inflowFilters} by="inflow_30d">
              <Amount fen={net.netFen} language={language} signed />
            </ListLink>
          ) : (
            <Amount fen={null} language={language} why={say('report.why.flow')} />
          )
        }
        note={
          net && net.netFen !== null ? (
            <>
              {say('report.inflow')} <Amount fen={net.inflowFen} language={language} /> · {say('report.outflow')}{' '}
              <Amount fen={net.outflowFen} language={language} />
            </>
          ) : (
            <>&nbsp;</>
          )
        }
      />
      <Item
        label={`${say('report.promoted')} / ${say('report.demoted')}`}
        value={
          <>
            <ListLink institutionId={id} filters={tierMoves.promoted.filters}>
              {count(tierMoves.promoted.customers)}
            </ListLink>
            <span className="headline-slash">/</span>
            <ListLink institutionId={id} filters={tierMoves.demoted.filters} className="number-link warning-text">
              {count(tierMoves.demoted.customers)}
            </ListLink>
          </>
        }
        note={say('report.sinceMonthEnd')}
      />
    </dl>
  )
}
