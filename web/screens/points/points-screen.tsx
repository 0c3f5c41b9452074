import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Segments } from '../../ui/segments.tsx'
import { BudgetsView } from './budgets-view.tsx'
import { DeskView } from './desk-view.tsx'
import { LiabilityView } from './liability-view.tsx'
import { ProgrammesView } from './programmes-view.tsx'
import { RefusedView } from './refused-view.tsx'
import { SettlementView } from './settlement-view.tsx'
import { StockView } from './stock-view.tsx'
import { viewsOf } from './views.ts'
import { WatchView } from './watch-view.tsx'
import './points.css'

const route = getRouteApi('/shell/points')

/** 积分与礼品: the gift desk, programmes with their colour, stock, what is owed, and what the gate refused. */
export const PointsScreen = () => {
  const { say } = useWords()
  const me = useMe()
  const search = route.useSearch()
  const navigate = useNavigate()
  const views = viewsOf(me.role)
  const view = views.find((one) => one === search.view) ?? views[0] ?? 'programmes'
  return (
    <div className="points-screen">
      <div className="points-head">
        <h1>{say('points.title')}</h1>
        <Segments
          label={say('points.view')}
          value={view}
          options={views.map((value) => ({ value, text: say(`points.views.${value}`) }))}
          onChange={(next) => void navigate({ to: '/points', search: { view: next } })}
        />
      </div>
      {view === 'desk' ? <DeskView customerId={search.customer} /> : null}
      {view === 'programmes' ? <ProgrammesView /> : null}
      {view === 'stock' ? <StockView /> : null}
      {view === 'settlement' ? <SettlementView /> : null}
      {view === 'liability' ? <LiabilityView /> : null}
      {view === 'refused' ? <RefusedView /> : null}
      {view === 'budgets' ? <BudgetsView /> : null}
      {view === 'watch' ? <WatchView /> : null}
    </div>
  )
}
