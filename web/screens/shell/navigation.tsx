import { Link } from '@tanstack/react-router'
import type { Me } from '../../../server/modules/organisation/contract.ts'
import {
  caresForDays,
  handsOver,
  hasDay,
  keepsProspects,
  keepsWarnings,
  leadsTeam,
  readsAudit,
  readsModels,
  readsPeople,
  readsPolicies,
  readsWarningRecord,
  seesNights,
  seesReports,
  seesUnits,
} from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Icon } from '../../ui/icons.tsx'
import { OrphanCount } from '../organisation/people/orphan-count.tsx'
import { useWaiting } from '../approval/use-waiting.ts'
import { takesFiles } from '../export/takes-files.ts'
import { useScope } from './scope.ts'

/** The rooms of the house that this person may enter. On a phone the first four stand under the thumb, the others under 我的 (shell.css). */
export const Navigation = ({ me, className }: { me: Me; className: string }) => {
  const { say } = useWords()
  const { institution } = useScope(me)
  const waiting = useWaiting()
  const active = { className: 'nav-link nav-active', 'aria-current': 'page' as const }
  // on a phone these stand under 我的
  const minor = { ...active, className: 'nav-link nav-active nav-minor' }
  const link = (isMinor: boolean) => ({ className: isMinor ? 'nav-link nav-minor' : 'nav-link', activeProps: isMinor ? minor : active })
  const givesGifts = me.role === 'lobby_manager'
  return (
    <nav className={className} aria-label={say('shell.navigation')}>
      {hasDay(me) ? (
        <Link to="/today" className="nav-link" activeProps={active} activeOptions={{ includeSearch: false }}>
          <Icon name="today" size={20} />
          <span>{say('today.nav')}</span>
        </Link>
      ) : null}
      {leadsTeam(me) ? (
        <Link to="/team" className="nav-link" activeProps={active}>
          <Icon name="today" size={20} />
          <span>{say('today.teamNav')}</span>
        </Link>
      ) : null}
      {seesReports(me) ? (
        <Link to="/outlet/$institutionId" params={{ institutionId: String(institution?.id ?? me.institutionId) }} {...link(hasDay(me))}>
          <Icon name="overview" size={20} />
          <span>{say('shell.nav.outlet')}</span>
        </Link>
      ) : null}
      <Link
        to="/customers"
        search={institution && institution.id !== me.institutionId ? { institution: String(institution.id) } : {}}
        className="nav-link"
        activeProps={active}
        activeOptions={{ includeSearch: false }}
      >
        <Icon name="people" size={20} />
        <span>{say('shell.nav.customers')}</span>
      </Link>
      {seesReports(me) ? (
        <Link to="/contacts" {...link(me.role === 'head_office')} activeOptions={{ includeSearch: false }}>
          <Icon name="phone" size={20} />
          <span>{say('shell.nav.contacts')}</span>
        </Link>
      ) : null}
      {keepsWarnings(me) || readsWarningRecord(me) ? (
        <Link to="/warnings" {...link(true)} activeOptions={{ includeSearch: false }}>
          <Icon name="bell" size={20} />
          <span>{say('warning.nav')}</span>
        </Link>
      ) : null}
      {caresForDays(me) ? (
        <Link to="/care" {...link(true)}>
          <Icon name="heart" size={20} />
          <span>{say('care.nav')}</span>
        </Link>
      ) : null}
      {seesReports(me) ? (
        <Link to="/messages" {...link(true)} activeOptions={{ includeSearch: false }}>
          <Icon name="mail" size={20} />
          <span>{say('messages.nav')}</span>
        </Link>
      ) : null}
      <Link to="/leave-cases" {...link(readsAudit(me))} activeOptions={{ includeSearch: false }}>
        <Icon name="warning" size={20} />
        <span>{say('leave.nav')}</span>
      </Link>
      {seesReports(me) ? (
        <Link to="/watch" className="nav-link nav-minor" activeProps={minor} activeOptions={{ includeSearch: false }}>
          <Icon name="eye" size={20} />
          <span>{say('watch.nav')}</span>
        </Link>
      ) : null}
      {keepsProspects(me) ? (
        <Link to="/prospects" className="nav-link nav-minor" activeProps={minor} activeOptions={{ includeSearch: false }}>
          <Icon name="plus" size={20} />
          <span>{say('prospect.nav')}</span>
        </Link>
      ) : null}
      {seesReports(me) ? (
        <Link to="/talk" className="nav-link nav-minor" activeProps={minor} activeOptions={{ includeSearch: false }}>
          <Icon name="bookmark" size={20} />
          <span>{say('talk.nav')}</span>
        </Link>
      ) : null}
      <Link to="/opinions" className="nav-link nav-minor" activeProps={minor} activeOptions={{ includeSearch: false }}>
        <Icon name="filter" size={20} />
        <span>{say('opinion.nav')}</span>
      </Link>
      {handsOver(me) ? (
        <Link to="/duplicates" className="nav-link nav-minor" activeProps={minor} activeOptions={{ includeSearch: false }}>
          <Icon name="people" size={20} />
          <span>{say('duplicate.nav')}</span>
        </Link>
      ) : null}
      {handsOver(me) ? (
        <Link to="/handovers" className="nav-link nav-minor" activeProps={minor} activeOptions={{ includeSearch: false }}>
          <Icon name="swap" size={20} />
          <span>{say('handover.nav')}</span>
        </Link>
      ) : null}
      {readsPeople(me) ? (
        <Link to="/people" className="nav-link nav-minor" activeProps={minor} activeOptions={{ includeSearch: false }}>
          <Icon name="institution" size={20} />
          <span>{say('shell.nav.people')}</span>
          <OrphanCount />
        </Link>
      ) : null}
      {seesUnits(me) ? (
        <Link to="/employers" className="nav-link nav-minor" activeProps={minor} activeOptions={{ includeSearch: false }}>
          <Icon name="institution" size={20} />
          <span>{say('employers.nav')}</span>
        </Link>
      ) : null}
      {takesFiles(me) ? (
        <Link to="/exports" className="nav-link nav-minor" activeProps={minor}>
          <Icon name="download" size={20} />
          <span>{say('exports.nav')}</span>
        </Link>
      ) : null}
      {seesNights(me) ? (
        <Link to="/night" className="nav-link nav-minor" activeProps={minor} activeOptions={{ includeSearch: false }}>
          <Icon name="night" size={20} />
          <span>{say('shell.nav.night')}</span>
        </Link>
      ) : null}
      {readsModels(me) ? (
        <Link to="/model" className="nav-link nav-minor" activeProps={minor}>
          <Icon name="overview" size={20} />
          <span>{say('attrition.screen.nav')}</span>
        </Link>
      ) : null}
      {readsAudit(me) ? (
        <Link to="/audit" className="nav-link nav-minor" activeProps={minor} activeOptions={{ includeSearch: false }}>
          <Icon name="shield" size={20} />
          <span>{say('shell.nav.audit')}</span>
        </Link>
      ) : null}
      <Link to="/points" {...link(!givesGifts)} activeOptions={{ includeSearch: false }}>
        <Icon name="gift" size={20} />
        <span>{say('points.nav')}</span>
      </Link>
      <Link to="/approvals" className="nav-link" activeProps={active} activeOptions={{ includeSearch: false }}>
        <Icon name="stamp" size={20} />
        <span>{say('approval.nav')}</span>
        {waiting > 0 ? (
          <b className="nav-count" aria-label={say('approval.waitingCount', { count: waiting })}>
            {waiting}
          </b>
        ) : null}
      </Link>
      {readsPolicies(me) ? (
        <Link to="/policies" className="nav-link nav-minor" activeProps={minor} activeOptions={{ includeSearch: false }}>
          <Icon name="sliders" size={20} />
          <span>{say('policy.nav')}</span>
        </Link>
      ) : null}
    </nav>
  )
}
