import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Keeper } from '../../../server/modules/handover/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { count } from '../../ui/format/rate.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { useScope } from '../shell/scope.ts'
import { ArrangePanel } from './arrange-panel.tsx'

interface ArrangeViewProps {
  /** staff number in Liuke of who hands over; '0' = customers that nobody keeps */
  from: string | undefined
  institution: string | undefined
}

/** Step one: whose customers. Everybody who keeps some, who is leaving first; then those that nobody keeps. */
export const ArrangeView = ({ from, institution: place }: ArrangeViewProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const { institution } = useScope(useMe())
  const query = useQuery(queries.handover.keepers.queryOptions({ input: institution ? { institutionId: institution.id } : {} }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ keepers, withoutManager, today }) => {
        if (from !== undefined && place !== undefined) {
          const keeper = keepers.find((one) => String(one.managerId) === from && String(one.institutionId) === place)
          const receivers = keepers.filter((one) => String(one.institutionId) === place && one.mayReceive && String(one.managerId) !== from)
          return (
            <ArrangePanel
              key={`${from}-${place}`}
              fromManagerId={from === '0' ? null : Number(from)}
              fromName={keeper?.name ?? null}
              institutionId={Number(place)}
              receivers={receivers}
              today={today}
              leaves={keeper?.leftOn ?? null}
            />
          )
        }
        const kept = keepers.filter(({ customers }) => customers > 0)
        const byNeed = kept.toSorted((a, b) => Number(b.leftOn !== null) - Number(a.leftOn !== null))
        return (
          <Panel title={say('handover.whose')} about={say('handover.whoseAbout')}>
            <ul className="lines">
              {withoutManager.map((group) => (
                <li key={`none-${group.institutionId}`}>
                  <span className="line-who">
                    <strong>{say('handover.nobodyKeeps')}</strong>
                    <Tag tone="warning">{say('handover.customers', { count: count(group.customers) })}</Tag>
                  </span>
                  <span className="line-about">{group.institutionName}</span>
                  <span className="line-acts">
                    <Choose from="0" place={group.institutionId} />
                  </span>
                </li>
              ))}
              {byNeed.map((keeper) => (
                <KeeperLine key={`${keeper.managerId}-${keeper.institutionId}`} keeper={keeper} />
              ))}
            </ul>
          </Panel>
        )
      }}
    </QueryView>
  )
}

const Choose = ({ from, place }: { from: string; place: number }) => {
  const { say } = useWords()
  return (
    <Link to="/handovers" search={{ view: 'arrange', manager: from, institution: String(place) }} className="line-button">
      {say('handover.start')}
    </Link>
  )
}

const KeeperLine = ({ keeper }: { keeper: Keeper }) => {
  const { say } = useWords()
  const { name, customers, openPromises, openCases, leftOn, away, institutionName } = keeper
  return (
    <li data-keeper={keeper.managerId}>
      <span className="line-who">
        <strong>{name}</strong>
        <Tag>{say('handover.customers', { count: count(customers) })}</Tag>
        {leftOn ? <Tag tone="warning">{say('handover.leaves', { date: leftOn })}</Tag> : null}
        {away ? <Tag>{say('handover.away', { from: away.fromOn, until: away.untilOn })}</Tag> : null}
      </span>
      <span className="line-about">
        {say('handover.open', { promises: openPromises, cases: openCases })} · {institutionName}
      </span>
      <span className="line-acts">
        <Choose from={String(keeper.managerId)} place={keeper.institutionId} />
      </span>
    </li>
  )
}
