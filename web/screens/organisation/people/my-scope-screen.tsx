import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { StandIn } from '../../../../server/modules/organisation/people/contract.ts'
import { useProblem } from '../../../api/problem.ts'
import { useMe } from '../../../api/session.ts'
import { useWords } from '../../../i18n/index.ts'
import { count } from '../../../ui/format/rate.ts'
import { Panel, Tag } from '../../../ui/panel.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { useHatWords, useMyScope, useWear } from './hat-words.ts'
import './people.css'

/** 我的范围: what I see and why, the posts I can change to, who stands in for whom. */
export const MyScopeScreen = () => {
  const { say, word } = useWords()
  const describe = useProblem()
  const me = useMe()
  const call = useHatWords()
  const wear = useWear()
  const query = useMyScope()
  const own = me.institutions.find((node) => node.id === me.institutionId)?.name ?? ''
  const portfolio =
    me.role !== 'relationship_manager'
      ? say('myScope.portfolioAll')
      : me.actingFor === null
        ? say('myScope.portfolioOwn')
        : say('myScope.portfolioOnly', { name: me.actingFor })
  return (
    <div className="people">
      <div className="people-head">
        <h1>{say('myScope.title')}</h1>
        {me.actingFor ? <Tag tone="warning">{say('myScope.acting', { name: me.actingFor })}</Tag> : null}
      </div>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ hats, worn, given, received, institutions }) => (
          <>
            <Panel title={say('myScope.sees')} about={`${word('role', me.role)} · ${own}`}>
              <dl className="facts">
                <div>
                  <dt>{say('myScope.institutions')}</dt>
                  <dd>{say('myScope.institutionsCount', { count: count(institutions) })}</dd>
                </div>
                <div>
                  <dt>{say('myScope.portfolio')}</dt>
                  <dd className="my-portfolio">{portfolio}</dd>
                </div>
              </dl>
              <p className="cluster-members">
                {me.institutions.slice(0, 60).map((node) => (
                  <Tag key={node.id}>{node.name}</Tag>
                ))}
              </p>
            </Panel>
            <Panel title={say('myScope.hats')}>
              <ul className="hat-rows">
                {hats.map((hat) => (
                  <li key={hat.key}>
                    <span>
                      {call(hat)} {hat.lastOn ? <span className="muted small">{say('myScope.until', { date: hat.lastOn })}</span> : null}
                    </span>
                    {hat.key === worn ? (
                      <Tag tone="accent">{say('myScope.worn')}</Tag>
                    ) : (
                      <Button size="small" loading={wear.isPending} onClick={() => wear.mutate(hat.key)}>
                        {say('myScope.wear')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            </Panel>
            <Panel title={say('myScope.deputies')}>
              {given.length + received.length === 0 ? <p className="muted">{say('myScope.deputiesNone')}</p> : null}
              <ul className="timeline">
                {given.map((one) => (
                  <Line key={one.id} one={one} text={say('myScope.given', { name: one.deputyName, role: word('role', one.role) })} />
                ))}
                {received.map((one) => (
                  <Line
                    key={one.id}
                    one={one}
                    text={
                      one.kind === 'deputy'
                        ? say('myScope.received', { name: one.principalName, role: word('role', one.role) })
                        : say('myScope.succeeds', { name: one.principalName })
                    }
                  />
                ))}
              </ul>
            </Panel>
            <Panel title={say('myScope.sessions')} about={say('myScope.sessionsAbout')}>
              <Link to="/account" className="number-link">
                {say('myScope.sessions')}
              </Link>
            </Panel>
          </>
        )}
      </QueryView>
    </div>
  )
}

const Line = ({ one, text }: { one: StandIn; text: string }) => {
  const { say } = useWords()
  return (
    <li>
      <span>{text}</span>
      <span className="muted small">
        {one.institutionName} · {one.fromOn} – {one.lastOn ?? say('people.open')}
      </span>
    </li>
  )
}
