import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { CustomerPick } from './customer-pick.tsx'
import type { Glance } from './glance.ts'
import { OpenForm } from './open-form.tsx'

const AtAGlance = ({ seen: { name, customerNo, glance } }: { seen: Glance }) => {
  const { say, word, language } = useWords()
  if (!glance) return null
  return (
    <div className="leave-glance">
      <p>
        <strong>{name ?? customerNo}</strong> <Tag tone="accent">{word('tier', glance.tier)}</Tag>
      </p>
      <p className="muted small">
        {[
          customerNo,
          glance.age === null ? undefined : say('leave.age', { age: glance.age }),
          glance.institutionName,
          glance.managerName ?? say('leave.noManager'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <dl>
        <div>
          <dt>{say('leave.atStake')}</dt>
          <dd>
            <Amount fen={glance.atStake} language={language} />
          </dd>
        </div>
        <div>
          <dt>{say('leave.outflow')}</dt>
          <dd>
            <Amount fen={glance.outflow7d} language={language} />
          </dd>
        </div>
      </dl>
      {[false, true].map((byAsking) => {
        const offers = glance.offers.filter((one) => one.byAsking === byAsking)
        return offers.length === 0 ? null : (
          <p key={String(byAsking)} className="small">
            {say(byAsking ? 'leave.mustAsk' : 'leave.mayOffer')}：{offers.map(({ offer }) => word('leave_offer', offer)).join('、')}
          </p>
        )
      })}
    </div>
  )
}

const Chosen = ({ customerId, onOpened }: { customerId: string; onOpened: (caseId: string) => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.retention.glance.queryOptions({ input: { customerId } }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {(seen) => (
        <>
          <AtAGlance seen={seen} />
          {seen.applies ? null : (
            <p>
              <strong>{seen.name ?? seen.customerNo}</strong> {say('leave.notForKeeping')}
            </p>
          )}
          {seen.glance?.openCaseId ? (
            <p>
              {say('leave.openCase')}：
              <Link to="/leave-cases/$caseId" params={{ caseId: seen.glance.openCaseId }}>
                {say('leave.goToCase')}
              </Link>
            </p>
          ) : null}
          {seen.glance?.mayOpen && seen.glance.openCaseId === null ? (
            <OpenForm customerId={customerId} glance={seen.glance} onOpened={onOpened} />
          ) : null}
        </>
      )}
    </QueryView>
  )
}

/** The customer stands there: found in one field, seen at a glance, the case open in a minute. */
export const QuickOpen = ({ customerId: given, onOpened }: { customerId: string | undefined; onOpened: (caseId: string) => void }) => {
  const { say } = useWords()
  const [customerId, setCustomerId] = useState(given)
  return (
    <Panel
      title={say('leave.quick')}
      className="leave-quick"
      extra={
        customerId ? (
          <button type="button" className="leave-change" onClick={() => setCustomerId(undefined)}>
            {say('leave.change')}
          </button>
        ) : null
      }
    >
      {customerId ? <Chosen key={customerId} customerId={customerId} onOpened={onOpened} /> : <CustomerPick onPick={setCustomerId} />}
    </Panel>
  )
}
