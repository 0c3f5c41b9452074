import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Segments } from '../../ui/segments.tsx'
import { useScope } from '../shell/scope.ts'
import { CaptureView } from './capture-view.tsx'
import { DepthView } from './depth-view.tsx'
import { FitsView } from './fits-view.tsx'
import { PathsView } from './paths-view.tsx'
import { SeasonView } from './season-view.tsx'
import { SurvivalView } from './survival-view.tsx'
import './watch.css'

const route = getRouteApi('/shell/watch')
const views = ['survival', 'depth', 'fits', 'paths', 'capture', 'season'] as const

/** 留存观察: who leaves, how deep relations are, what suits next, where money goes, and what stays. */
export const WatchScreen = () => {
  const { say } = useWords()
  const me = useMe()
  const search = route.useSearch()
  const navigate = useNavigate()
  const { institution } = useScope(me)
  const view = views.find((one) => one === search.view) ?? 'survival'
  return (
    <div className="watch-screen">
      <div className="watch-head">
        <h1>{say('watch.title')}</h1>
        {institution ? <span className="muted">{institution.name}</span> : null}
        <Segments
          label={say('watch.view')}
          value={view}
          options={views.map((value) => ({ value, text: say(`watch.views.${value}`) }))}
          onChange={(next) => void navigate({ to: '/watch', search: { ...search, view: next } })}
        />
      </div>
      {view === 'survival' ? <SurvivalView institutionId={institution?.id} /> : null}
      {view === 'depth' ? <DepthView institutionId={institution?.id} fallbackId={me.institutionId} /> : null}
      {view === 'fits' ? <FitsView institutionId={institution?.id} /> : null}
      {view === 'paths' ? <PathsView institutionId={institution?.id} fallbackId={me.institutionId} /> : null}
      {view === 'capture' ? <CaptureView institutionId={institution?.id} /> : null}
      {view === 'season' ? <SeasonView institutionId={institution?.id} /> : null}
    </div>
  )
}
