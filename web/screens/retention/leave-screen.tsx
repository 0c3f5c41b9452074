import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { boardColumns } from '../../../server/modules/retention/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { seesReports, useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { KeepingTabs } from '../keeping/keeping-tabs.tsx'
import { useScope } from '../shell/scope.ts'
import { Board } from './board.tsx'
import { QuickOpen } from './quick-open.tsx'
import { ReasonsPanel } from './reasons-panel.tsx'
import './retention.css'

const route = getRouteApi('/shell/leave-cases')

/** 挽留: open a case at the counter, see where each stands, and why customers leave. */
export const LeaveScreen = () => {
  const { say } = useWords()
  const me = useMe()
  const describe = useProblem()
  const navigate = useNavigate()
  const { customer, column } = route.useSearch()
  const { institution } = useScope(me)
  const query = useQuery(queries.retention.board.queryOptions({ input: institution ? { institutionId: institution.id } : {} }))
  const openCase = (caseId: string) => void navigate({ to: '/leave-cases/$caseId', params: { caseId } })
  return (
    <div className="leave-screen">
      <KeepingTabs />
      <h1>{say('leave.title')}</h1>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ cards, counts, mayOpen }) => (
          <>
            {mayOpen ? <QuickOpen key={customer} customerId={customer} onOpened={openCase} /> : null}
            {cards.length === 0 ? (
              <Empty compact title={say('leave.nothing')} about={say('leave.nothingAbout')} />
            ) : (
              <Board cards={cards} counts={counts} only={boardColumns.filter((one) => column?.split(',').includes(one))} />
            )}
            {seesReports(me) ? <ReasonsPanel institutionId={institution?.id} /> : null}
          </>
        )}
      </QueryView>
    </div>
  )
}
