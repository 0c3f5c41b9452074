import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { AccountFacts } from './account-panel.tsx'
import { LinkButton } from './link-button.tsx'
import { handsOut } from './views.ts'
import './points.css'

/** The points of a customer on the dossier, one press from the gift desk. */
export const PointsCard = ({ customerId }: { customerId: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const { role } = useMe()
  const query = useQuery(queries.gift.account.queryOptions({ input: { customerId } }))
  return (
    <Panel
      title={say('points.card')}
      extra={
        <span className="points-acts">
          <LinkButton customerId={customerId} />
          {handsOut(role) ? (
            <Link to="/points" search={{ view: 'desk', customer: customerId }}>
              {say('points.toDesk')}
            </Link>
          ) : null}
        </span>
      }
    >
      <QueryView
        query={query}
        loadingText={say('shell.loading')}
        retryText={say('shell.retry')}
        describe={describe}
        skeleton={<Skeleton height={60} />}
      >
        {({ accounts }) => <AccountFacts accounts={accounts} />}
      </QueryView>
    </Panel>
  )
}
