import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PolicyDimension, PolicyEffect } from '../../../server/modules/policy/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { count } from '../../ui/format/rate.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Skeleton } from '../../ui/states.tsx'

/** A change that is looked at before it is made. */
export interface Considered {
  key: string
  value: string
  validFrom: string
  institutionId?: number
}

const yesNo = ['yes', 'no']
const orders: Record<PolicyDimension, readonly string[]> = {
  tier: ['long_tail', 'potential', 'mid_to_high', 'wealth'],
  activity: ['active', 'cooling', 'dormant', 'lost'],
  contactable: yesNo,
  old_customer: yesNo,
  inconvenient_to_leave: yesNo,
  stickiness: ['0', '20', '40', '60', '80'],
}
const sampleSize = 50

interface Cell {
  from: string
  to: string
}

const useCodeWord = (dimension: PolicyDimension): ((code: string) => string) => {
  const { say, word } = useWords()
  return (code) => {
    if (dimension === 'tier' || dimension === 'activity') return word(dimension, code)
    return say(dimension === 'stickiness' ? `policy.points.${code}` : `policy.${code}`)
  }
}

const Sample = ({ considered, cell, title }: { considered: Considered; cell: Cell; title: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.policy.sample.queryOptions({ input: { ...considered, ...cell, limit: sampleSize } }))
  return (
    <QueryView
      query={query}
      loadingText={say('shell.loading')}
      retryText={say('shell.retry')}
      describe={describe}
      skeleton={<Skeleton height={80} />}
    >
      {({ customers }) => (
        <section className="effect-sample" aria-label={title}>
          <h3>
            {title}
            {customers.length === sampleSize ? (
              <span className="muted small"> {say('policy.sampleMore', { count: sampleSize })}</span>
            ) : null}
          </h3>
          <ul>
            {customers.map((customer) => (
              <li key={customer.customerId}>
                <Link to="/customers/$customerId" params={{ customerId: customer.customerId }} className="number-link">
                  {customer.name ?? customer.customerNo}
                </Link>
                <span className="muted small">
                  {customer.customerNo} · {customer.institutionName}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </QueryView>
  )
}

const Matrix = ({
  effect,
  dimension,
  chosen,
  onChoose,
}: {
  effect: PolicyEffect
  dimension: PolicyDimension
  chosen: Cell | undefined
  onChoose: (cell: Cell) => void
}) => {
  const { say } = useWords()
  const named = useCodeWord(dimension)
  const codes = orders[dimension]
  const at = (from: string, to: string) => effect.cells.find((cell) => cell.from === from && cell.to === to)?.customers ?? 0
  return (
    <div className="table-scroll">
      <table className="plain-table effect-matrix">
        <thead>
          <tr>
            <th scope="col">
              {say('policy.from')} ＼ {say('policy.to')}
            </th>
            {codes.map((code) => (
              <th scope="col" key={code}>
                {named(code)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {codes.map((from) => (
            <tr key={from}>
              <th scope="row">{named(from)}</th>
              {codes.map((to) => {
                const customers = at(from, to)
                if (from === to || customers === 0)
                  return (
                    <td key={to} className="muted">
                      {customers === 0 ? '' : count(customers)}
                    </td>
                  )
                return (
                  <td key={to} className="effect-moved">
                    <button
                      type="button"
                      aria-pressed={chosen?.from === from && chosen.to === to}
                      aria-label={`${named(from)} → ${named(to)} ${count(customers)}`}
                      onClick={() => onChoose({ from, to })}
                    >
                      {count(customers)}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Counted = ({
  effect,
  dimension,
  considered,
  place,
}: {
  effect: PolicyEffect
  dimension: PolicyDimension
  considered: Considered
  place: string
}) => {
  const { say } = useWords()
  const named = useCodeWord(dimension)
  const [cell, setCell] = useState<Cell>()
  return (
    <>
      <p className="effect-changed" data-changed={effect.changed}>
        {effect.changed === 0 ? say('policy.unchanged') : say('policy.changed', { count: count(effect.changed) })}
        <span className="muted small">
          {say(`policy.dimension.${dimension}`)} ·{' '}
          {say('policy.effectOf', { date: effect.businessDate ?? '', place, customers: count(effect.customers) })}
        </span>
      </p>
      {effect.unknown > 0 ? <p className="warning-text small">{say('policy.unknown', { count: count(effect.unknown) })}</p> : null}
      <Matrix effect={effect} dimension={dimension} chosen={cell} onChoose={setCell} />
      {cell ? (
        <Sample considered={considered} cell={cell} title={say('policy.sample', { from: named(cell.from), to: named(cell.to) })} />
      ) : null}
    </>
  )
}

/** What a change would move, counted on the last night: how many customers from where to where, and who they are. */
export const EffectView = ({ considered, place, moves }: { considered: Considered; place: string; moves: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery({ ...queries.policy.preview.queryOptions({ input: considered }), retry: false })
  return (
    <section className="effect" aria-label={say('policy.effect')}>
      <QueryView
        query={query}
        loadingText={say('shell.loading')}
        retryText={say('shell.retry')}
        describe={describe}
        skeleton={<Skeleton height={120} />}
      >
        {(effect) =>
          effect.dimension === null ? (
            <p className="muted">{say('policy.noPreview', { moves })}</p>
          ) : (
            <Counted effect={effect} dimension={effect.dimension} considered={considered} place={place} />
          )
        }
      </QueryView>
    </section>
  )
}
