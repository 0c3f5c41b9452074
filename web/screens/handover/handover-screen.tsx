import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { leadsTeam, useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { ArrangeView } from './arrange-view.tsx'
import { CoverView } from './cover-view.tsx'
import { HandoverDetail } from './handover-detail.tsx'
import { HandoverList } from './handover-list.tsx'
import '../../ui/lines.css'
import './handover.css'

const route = getRouteApi('/shell/handovers')
const views = ['list', 'arrange', 'cover'] as const
type View = (typeof views)[number]

/** 移交: who keeps whom from when on, whether everybody was met since, and who stands in while somebody is away. */
export const HandoverScreen = () => {
  const { say } = useWords()
  const me = useMe()
  const describe = useProblem()
  const navigate = useNavigate()
  const search = route.useSearch()
  const arranges = leadsTeam(me)
  const view: View = arranges ? (views.find((one) => one === search.view) ?? 'list') : 'list'
  const query = useQuery(queries.handover.list.queryOptions({ input: {} }))
  return (
    <div className="lines-screen">
      <div className="lines-head">
        <h1>{say('handover.title')}</h1>
        {arranges ? (
          <Segments<View>
            label={say('handover.view')}
            value={view}
            options={views.map((value) => ({ value, text: say(`handover.views.${value}`) }))}
            onChange={(next) => void navigate({ to: '/handovers', search: { view: next } })}
          />
        ) : null}
      </div>
      {view === 'arrange' ? <ArrangeView from={search.manager} institution={search.institution} /> : null}
      {view === 'cover' ? <CoverView /> : null}
      {view === 'list' ? (
        search.id ? (
          <HandoverDetail id={Number(search.id)} />
        ) : (
          <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
            {({ handovers, mayOrder }) => <HandoverList handovers={handovers} mayOrder={mayOrder} />}
          </QueryView>
        )
      ) : null}
    </div>
  )
}
