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
import { OrphanCount } from '../organisation/people/orphan-count.tsx'
import { useWaiting } from '../approval/use-waiting.ts'
import { takesFiles } from '../export/takes-files.ts'
import { Door, Doors } from './door.tsx'
import { useScope } from './scope.ts'

/** The rooms of the house that this person may enter. On a phone the first four stand under the thumb, the others under 我的 (shell.css). */
export const Navigation = ({ me, className }: { me: Me; className: string }) => {
  const { say } = useWords()
  const { institution } = useScope(me)
  const waiting = useWaiting()
  const outlet = { institutionId: String(institution?.id ?? me.institutionId) }
  const elsewhere = institution && institution.id !== me.institutionId ? { institution: String(institution.id) } : {}
  const warned = keepsWarnings(me) || readsWarningRecord(me)
  const reads = seesReports(me)
  return (
    <nav className={className} aria-label={say('shell.navigation')}>
      <Doors title={say('shell.room.day')}>
        {hasDay(me) ? <Door to="/today" icon="today" name={say('today.nav')} /> : null}
        {leadsTeam(me) ? <Door to="/team" icon="today" name={say('today.teamNav')} /> : null}
        {reads ? (
          <Door to="/outlet/$institutionId" params={outlet} icon="overview" name={say('shell.nav.outlet')} minor={hasDay(me)} />
        ) : null}
      </Doors>
      <Doors title={say('shell.room.customers')}>
        <Door to="/customers" search={elsewhere} icon="people" name={say('shell.nav.customers')} />
        {reads ? <Door to="/contacts" icon="phone" name={say('shell.nav.contacts')} minor={me.role === 'head_office'} /> : null}
        {caresForDays(me) ? <Door to="/care" icon="heart" name={say('care.nav')} minor /> : null}
        {reads ? <Door to="/messages" icon="mail" name={say('messages.nav')} minor /> : null}
        {keepsProspects(me) ? <Door to="/prospects" icon="plus" name={say('prospect.nav')} minor /> : null}
        {reads ? <Door to="/talk" icon="bookmark" name={say('talk.nav')} minor /> : null}
        <Door to="/opinions" icon="filter" name={say('opinion.nav')} minor />
      </Doors>
      <Doors title={say('shell.room.keeping')}>
        {warned ? <Door to="/warnings" icon="bell" name={say('warning.nav')} minor /> : null}
        <Door to="/leave-cases" icon="warning" name={say('leave.nav')} minor={readsAudit(me)} />
        {reads ? <Door to="/watch" icon="eye" name={say('watch.nav')} minor /> : null}
        {readsModels(me) ? <Door to="/model" icon="overview" name={say('attrition.screen.nav')} minor /> : null}
      </Doors>
      <Doors title={say('shell.room.programmes')}>
        {seesUnits(me) ? <Door to="/employers" icon="institution" name={say('employers.nav')} minor /> : null}
        <Door to="/points" icon="gift" name={say('points.nav')} minor={me.role !== 'lobby_manager'} />
      </Doors>
      <Doors title={say('shell.room.house')}>
        <Door to="/approvals" icon="stamp" name={say('approval.nav')}>
          {waiting > 0 ? (
            <b className="nav-count" aria-label={say('approval.waitingCount', { count: waiting })}>
              {waiting}
            </b>
          ) : null}
        </Door>
        {handsOver(me) ? <Door to="/handovers" icon="swap" name={say('handover.nav')} minor /> : null}
        {handsOver(me) ? <Door to="/duplicates" icon="people" name={say('duplicate.nav')} minor /> : null}
        {readsPeople(me) ? (
          <Door to="/people" icon="institution" name={say('shell.nav.people')} minor>
            <OrphanCount />
          </Door>
        ) : null}
        {takesFiles(me) ? <Door to="/exports" icon="download" name={say('exports.nav')} minor /> : null}
        {readsPolicies(me) ? <Door to="/policies" icon="sliders" name={say('policy.nav')} minor /> : null}
        {seesNights(me) ? <Door to="/night" icon="night" name={say('shell.nav.night')} minor /> : null}
        {readsAudit(me) ? <Door to="/audit" icon="shield" name={say('shell.nav.audit')} minor /> : null}
      </Doors>
    </nav>
  )
}
