import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { readsAudit, useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Segments } from '../../ui/segments.tsx'
import { NoPermission } from '../shell/route-states.tsx'
import type { AuditSearch } from './audit-search.ts'
import { EntriesView } from './entries-view.tsx'
import { FlagsView } from './flags-view.tsx'
import './audit.css'

const route = getRouteApi('/shell/audit')
type View = 'entries' | 'flags'

/** 审计: who saw and did what, and what the look-up watch found odd. */
export const AuditScreen = () => (readsAudit(useMe()) ? <Audit /> : <NoPermission />)

const Audit = () => {
  const { say } = useWords()
  const search = route.useSearch()
  const navigate = useNavigate()
  const view: View = search.view === 'flags' ? 'flags' : 'entries'
  const change = (changed: AuditSearch) => void navigate({ to: '/audit', search: (before) => ({ ...before, ...changed }), replace: true })
  return (
    <div className="audit">
      <div className="audit-head">
        <h1>{say('audit.title')}</h1>
        <Segments<View>
          label={say('audit.view')}
          value={view}
          options={[
            { value: 'entries', text: say('audit.entries') },
            { value: 'flags', text: say('flags.title') },
          ]}
          onChange={(next) => void navigate({ to: '/audit', search: next === 'flags' ? { view: 'flags' } : {} })}
        />
      </div>
      {view === 'flags' ? (
        <FlagsView search={search} onChange={change} />
      ) : (
        <EntriesView key={search.login ?? ''} search={search} onChange={change} />
      )}
    </div>
  )
}
