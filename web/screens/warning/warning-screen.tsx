import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { queries } from '../../api/client.ts'
import { keepsWarnings, leadsTeam, readsWarningRecord, useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Segments } from '../../ui/segments.tsx'
import { useScope } from '../shell/scope.ts'
import { RecordView } from './record-view.tsx'
import { WarningList } from './warning-list.tsx'
import { WarningSummary } from './warning-summary.tsx'
import type { WarningSearch } from './warning-search.ts'
import './warning.css'

const route = getRouteApi('/shell/warnings')
type View = 'list' | 'record'

const ListAbout = ({ institutionId }: { institutionId: number | undefined }) => {
  const { say } = useWords()
  const { data } = useQuery(queries.warning.summary.queryOptions({ input: institutionId === undefined ? {} : { institutionId } }))
  return data === undefined ? null : (
    <p className="muted small">{say('warning.about', { date: data.businessDate, hours: data.contactWithinHours })}</p>
  )
}

/** 预警: who may be about to leave, why, and whether somebody was in touch since; and what the signals are worth. */
export const WarningScreen = () => {
  const { say } = useWords()
  const me = useMe()
  const search = route.useSearch()
  const navigate = useNavigate()
  const { institution } = useScope(me)
  const views: View[] = [...(keepsWarnings(me) ? (['list'] as const) : []), ...(readsWarningRecord(me) ? (['record'] as const) : [])]
  const view = views.find((one) => one === search.view) ?? views[0] ?? 'list'
  const change = (changed: WarningSearch) => void navigate({ to: '/warnings', search: changed, replace: true })
  return (
    <div className="warn-screen">
      <div className="warn-head">
        <h1>{say('warning.title')}</h1>
        {views.length > 1 ? (
          <Segments<View>
            label={say('warning.view')}
            value={view}
            options={views.map((value) => ({ value, text: say(`warning.${value}View`) }))}
            onChange={(next) => void navigate({ to: '/warnings', search: next === views[0] ? {} : { view: next } })}
          />
        ) : null}
      </div>
      {view === 'record' ? (
        <RecordView institutionId={institution?.id} />
      ) : (
        <>
          <ListAbout institutionId={institution?.id} />
          <div className="warn-grid">
            <WarningList search={search} institutionId={institution?.id} onChange={change} />
            <WarningSummary search={search} institutionId={institution?.id} leads={leadsTeam(me)} onChange={change} />
          </div>
        </>
      )}
    </div>
  )
}
