import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CustomerBenefits } from '../../../server/modules/retention/plays/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Skeleton } from '../../ui/states.tsx'
import './keeping.css'

type Line = CustomerBenefits['benefits'][number]

/** Pressed once it asks, pressed again it logs: two taps. The id is that of the first tap, so that a second send is the same use. */
const LogUse = ({ customerId, line }: { customerId: string; line: Line }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [armed, setArmed] = useState<string>()
  const log = useMutation({
    mutationFn: (id: string) => api.play.logUse({ id, customerId, code: line.code }),
    onSuccess: async () => {
      setArmed(undefined)
      await client.invalidateQueries({ queryKey: queries.play.key() })
    },
  })
  const press = () => (armed === undefined ? setArmed(crypto.randomUUID()) : log.mutate(armed))
  return (
    <>
      <button
        type="button"
        className="benefit-log"
        data-armed={armed !== undefined}
        aria-label={say(armed === undefined ? 'benefits.logOf' : 'benefits.confirm', { name: line.name })}
        disabled={log.isPending}
        onBlur={() => !log.isPending && setArmed(undefined)}
        onClick={press}
      >
        {say(armed === undefined ? 'benefits.log' : 'benefits.confirm')}
      </button>
      {log.error ? (
        <span className="warning-text small" role="alert">
          {describe(log.error).text}
        </span>
      ) : null}
    </>
  )
}

const Uses = ({ uses }: { uses: CustomerBenefits['uses'] }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const takeBack = useMutation({
    mutationFn: (use: string) => api.play.takeBackUse({ id: crypto.randomUUID(), use }),
    onSuccess: () => client.invalidateQueries({ queryKey: queries.play.key() }),
  })
  if (uses.length === 0) return null
  return (
    <div className="benefit-uses">
      <span>{say('benefits.uses')}</span>
      <ul>
        {uses.map((use) => (
          <li key={use.id} data-use={use.id}>
            <span>{say('benefits.use', { date: use.usedOn, name: use.name, staff: use.staffName })}</span>
            {use.mayTakeBack ? (
              <button type="button" className="keeping-small" disabled={takeBack.isPending} onClick={() => takeBack.mutate(use.id)}>
                {say('benefits.takeBack')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {takeBack.error ? <p className="warning-text">{describe(takeBack.error).text}</p> : null}
    </div>
  )
}

/** On the dossier: what the customer is entitled to, what is left, and a use in two taps (M44). */
export const BenefitsCard = ({ customerId }: { customerId: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.play.customer.queryOptions({ input: { customerId } }))
  return (
    <Panel className="benefit-card" title={say('benefits.panel')}>
      <QueryView
        query={query}
        loadingText={say('shell.loading')}
        retryText={say('shell.retry')}
        describe={describe}
        skeleton={<Skeleton height={60} />}
      >
        {({ applies, benefits, uses, mayLog }) => (
          <>
            {benefits.length === 0 ? (
              <p className="muted small">{say(applies ? 'benefits.panelNone' : 'benefits.panelNotApplies')}</p>
            ) : null}
            <ul>
              {benefits.map((line) => (
                <li key={line.code} data-benefit={line.code}>
                  <span>
                    {line.name} {line.used === 0 ? <Tag tone="warning">{say('benefits.unused')}</Tag> : null}
                    <br />
                    <span className="muted small">
                      {line.left > 0
                        ? say('benefits.left', { left: line.left, times: line.times, until: line.until })
                        : say('benefits.usedUp', { times: line.times })}
                      {' · '}
                      {line.provider}
                    </span>
                  </span>
                  {mayLog && line.left > 0 ? <LogUse customerId={customerId} line={line} /> : null}
                </li>
              ))}
            </ul>
            <Uses uses={uses} />
          </>
        )}
      </QueryView>
    </Panel>
  )
}
