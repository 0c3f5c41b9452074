import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { OutletReport } from '../../../server/modules/report/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { CellsNotice } from './cells-notice.tsx'
import { CurvesPanel } from './curves-panel.tsx'
import { FlowsPanel } from './flows-panel.tsx'
import { Headline } from './headline.tsx'
import { MaturityPanel } from './maturity-panel.tsx'
import { NextStep, Waiting } from './next-step.tsx'
import { OutletsPanel } from './outlets-panel.tsx'
import { PayrollPanel } from './payroll-panel.tsx'
import { PyramidPanel } from './pyramid-panel.tsx'
import { ReachPanel } from './reach-panel.tsx'
import { ActivityPanel, RelationPanel } from './relation-panel.tsx'
import { TrianglePanel } from './triangle-panel.tsx'
import './outlet.css'

const route = getRouteApi('/shell/outlet/$institutionId')

const Page = ({ report }: { report: OutletReport }) => {
  const { word } = useWords()
  return (
    <div className="outlet">
      <div className="outlet-title">
        <h1>{report.institution.name}</h1>
        <span className="muted">{word('level', report.institution.level)}</span>
        <div className="next-steps">
          <Waiting />
          <NextStep report={report} />
        </div>
      </div>
      <CellsNotice report={report} />
      <Headline report={report} />
      <TrianglePanel report={report} />
      <div className="outlet-grid">
        <PyramidPanel report={report} />
        <CurvesPanel report={report} />
      </div>
      <OutletsPanel report={report} />
      <div className="outlet-columns">
        <div>
          <FlowsPanel report={report} />
          <ActivityPanel report={report} />
        </div>
        <div>
          <RelationPanel report={report} />
          <MaturityPanel report={report} />
        </div>
        <div>
          <ReachPanel report={report} />
          <PayrollPanel report={report} />
        </div>
      </div>
    </div>
  )
}

/** 网点概览: the state of an institution at a glance; every number opens its customers. */
export const OutletScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const { institutionId } = route.useParams()
  const query = useQuery(queries.report.outlet.queryOptions({ input: { institutionId: Number(institutionId) } }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {(report) => <Page report={report} />}
    </QueryView>
  )
}
