import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { OutletReport } from '../../../server/modules/report/contract.ts'
import { queries } from '../../api/client.ts'
import { leadsTeam, useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { change, count } from '../../ui/format/rate.ts'
import { Panel } from '../../ui/panel.tsx'
import { ListLink } from '../customer/list-link.tsx'
import type { PanelProps } from './report-parts.ts'
import { KeepLayer } from './triangle-keep.tsx'
import { ReferLayer, AcquireProspects } from './triangle-prospects.tsx'
import { Layer, LayerNumber } from './triangle-layer.tsx'
import './triangle.css'

const levels = ['potential', 'mid_to_high'] as const

const UpgradeLayer = ({ report }: PanelProps) => {
  const { say, word } = useWords()
  const { id } = report.institution
  const { promoted, demoted } = report.tierMoves
  const link = (filters: OutletReport['customers']['filters'], customers: number): ReactNode => (
    <ListLink institutionId={id} filters={filters}>
      {count(customers)}
    </ListLink>
  )
  return (
    <Layer place={2} name={say('report.triangle.upgrade')}>
      <LayerNumber label={say('report.promoted')} note={say('report.sinceMonthEnd')}>
        {link(promoted.filters, promoted.customers)}
      </LayerNumber>
      <LayerNumber label={say('report.demoted')} note={say('report.sinceMonthEnd')} warns={demoted.customers > promoted.customers}>
        {link(demoted.filters, demoted.customers)}
      </LayerNumber>
      {levels.map((tier) => {
        const layer = report.pyramid.find((one) => one.tier === tier)
        if (!layer) return null
        const since =
          layer.previous === null ? say('report.noPrevious') : `${say('report.sinceYesterday')} ${change(layer.customers - layer.previous)}`
        return (
          <LayerNumber key={tier} label={word('tier', tier)} note={since}>
            {link(layer.filters, layer.customers)}
          </LayerNumber>
        )
      })}
    </Layer>
  )
}

/** M90, the inverted triangle: who came, who rose, who is leaving and what was done, who was brought along. For who leads. */
export const TrianglePanel = ({ report }: PanelProps) => {
  const { say } = useWords()
  const me = useMe()
  const { id } = report.institution
  const prospects = useQuery(queries.prospect.returns.queryOptions({ input: { institutionId: id }, enabled: leadsTeam(me) }))
  if (!leadsTeam(me)) return null
  const { customers } = report
  return (
    <Panel className="triangle-panel" title={say('report.triangle.title')} about={say('report.triangle.about')}>
      <ol className="triangle">
        <Layer place={1} name={say('report.triangle.acquire')}>
          <LayerNumber label={say('report.triangle.opened')} note={report.dataAsOf}>
            <ListLink institutionId={id} filters={customers.openedFilters}>
              {count(customers.opened)}
            </ListLink>
          </LayerNumber>
          <AcquireProspects classes={prospects.data?.classes} />
        </Layer>
        <UpgradeLayer report={report} />
        <KeepLayer institutionId={id} />
        <ReferLayer classes={prospects.data?.classes} />
      </ol>
    </Panel>
  )
}
