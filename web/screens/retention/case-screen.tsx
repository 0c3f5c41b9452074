import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { LeaveCase } from '../../../server/modules/retention/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Facts, Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { CaseLog } from './case-log.tsx'
import { StepForm } from './step-form.tsx'
import '../contact/contact.css'
import './retention.css'

const route = getRouteApi('/shell/leave-cases/$caseId')

const CaseFacts = ({ found }: { found: LeaveCase }) => {
  const { say, word, language } = useWords()
  const { leaving, kept, broughtIn, seenOn } = found
  const facts = [
    { key: 'reason', label: say('leave.reason'), value: word('leave_reason', found.reason) },
    { key: 'stake', label: say('leave.atStakeOn', { date: found.atStakeOn }), value: <Amount fen={found.atStake} language={language} /> },
    leaving === null ? undefined : { key: 'leaving', label: say('leave.leavingWas'), value: <Amount fen={leaving} language={language} /> },
    found.destinationBank === null ? undefined : { key: 'bank', label: say('leave.toBank'), value: found.destinationBank },
    found.fraudChecked ? { key: 'check', label: say('leave.fraudChecked'), value: say('leave.fraudDone') } : undefined,
    kept === null || seenOn === null
      ? undefined
      : { key: 'kept', label: say('leave.keptSeen', { date: seenOn }), value: <Amount fen={kept} language={language} /> },
    broughtIn === null
      ? undefined
      : { key: 'brought', label: say('leave.broughtSeen'), value: <Amount fen={broughtIn} language={language} /> },
    ...found.winBacks.map(({ dueOn, done }) => ({
      key: dueOn,
      label: `${say('leave.winBacks')} ${dueOn}`,
      value: say(done ? 'leave.winBackDone' : 'leave.winBackWaits'),
    })),
  ]
  return (
    <Panel title={say('leave.facts')}>
      <Facts facts={facts.filter((fact) => fact !== undefined)} />
      {found.state === 'said_stayed' ? <p className="small muted">{say('leave.notSeen')}</p> : null}
      {found.state === 'waiting' ? <p className="small muted">{say('leave.waitingAbout')}</p> : null}
    </Panel>
  )
}

const Page = ({ found }: { found: LeaveCase }) => {
  const { word, say } = useWords()
  const about = [found.customerNo, found.institutionName, found.managerName ?? say('leave.noManager')]
  return (
    <>
      <header className="leave-head">
        <h1>
          <Link to="/customers/$customerId" params={{ customerId: found.customerId }}>
            {found.name ?? found.customerNo}
          </Link>
        </h1>
        <Tag>{word('tier', found.tier)}</Tag>
        <Tag tone={found.state === 'left' ? 'warning' : 'accent'}>{word('leave_state', found.state)}</Tag>
        <span className="muted small">{about.join(' · ')}</span>
      </header>
      <div className="leave-grid">
        <div>
          <StepForm key={found.state} found={found} />
          <CaseLog found={found} />
        </div>
        <CaseFacts found={found} />
      </div>
    </>
  )
}

/** One leave case: what is at stake, what may be done next, what happened. */
export const CaseScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const { caseId } = route.useParams()
  const query = useQuery(queries.retention.get.queryOptions({ input: { id: caseId } }))
  return (
    <div className="leave-screen">
      <Link to="/leave-cases" className="leave-back">
        <Icon name="left" size={16} />
        {say('leave.title')}
      </Link>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {(found) => <Page found={found} />}
      </QueryView>
    </div>
  )
}
