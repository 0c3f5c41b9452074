import { Link } from '@tanstack/react-router'
import { seesReports, useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import './keeping.css'

/** Leaders and compliance read wake-up programmes. */
const readsWakeUps = ['outlet_president', 'branch_manager', 'head_office', 'compliance_officer']

/** The pages of keeping, side by side; a teller has the board alone. */
export const KeepingTabs = () => {
  const { say } = useWords()
  const me = useMe()
  if (!seesReports(me)) return null
  const active = { 'aria-current': 'page' as const }
  return (
    <nav className="keeping-tabs" aria-label={say('keepingTabs.label')}>
      <Link to="/leave-cases" activeProps={active} activeOptions={{ exact: true, includeSearch: false }}>
        {say('keepingTabs.board')}
      </Link>
      {readsWakeUps.includes(me.role) ? (
        <Link to="/leave-cases/wake-ups" activeProps={active}>
          {say('keepingTabs.wakeUps')}
        </Link>
      ) : null}
      <Link to="/leave-cases/plays" activeProps={active}>
        {say('keepingTabs.plays')}
      </Link>
      <Link to="/leave-cases/benefits" activeProps={active}>
        {say('keepingTabs.benefits')}
      </Link>
    </nav>
  )
}
