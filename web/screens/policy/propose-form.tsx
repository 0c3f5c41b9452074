import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import type { PolicyKeyRow } from '../../../server/modules/policy/contract.ts'
import { api } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Choose } from '../../ui/choose.tsx'
import { EffectView, type Considered } from './effect-view.tsx'
import { useBoth } from './use-both.ts'
import { keptOf, typedOf } from './value-form.ts'
import { ValueInput } from './value-input.tsx'

const fewestCharacters = 4
const everywhere = 'all'

/** What a proposal starts from: the value of today, or the one that takes a coming change back. */
export interface Start {
  value: string
  validFrom: string
}

interface ProposeFormProps {
  row: PolicyKeyRow
  moves: string
  start: Start
  earliest: string
  onCancel: () => void
}

/** Another value from a day on: typed in people's units, looked at before it is sent, then checked by somebody else. */
export const ProposeForm = ({ row, moves, start, earliest, onCancel }: ProposeFormProps) => {
  const { say } = useWords()
  const both = useBoth()
  const me = useMe()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const [typed, setTyped] = useState(typedOf(row.form, start.value))
  const [validFrom, setValidFrom] = useState(start.validFrom)
  const [reason, setReason] = useState('')
  const [place, setPlace] = useState(everywhere)
  const [considered, setConsidered] = useState<Considered>()
  const [problem, setProblem] = useState<string>()
  const propose = useMutation({
    mutationFn: (given: { key: string; value: string; validFrom: string; reason: string }) => api.policy.propose(given),
    onSuccess: () => queryClient.invalidateQueries(),
  })
  const value = keptOf(row.form, typed)
  const lacking = () =>
    value === undefined
      ? say('policy.valueNeeded', { example: typedOf(row.form, row.value) || both(row.text) })
      : validFrom < earliest
        ? say('policy.dateNeeded')
        : undefined
  const look = (at = place) => {
    const missing = lacking()
    setProblem(missing)
    if (missing === undefined && value !== undefined)
      setConsidered({ key: row.key, value, validFrom, ...(at === everywhere ? {} : { institutionId: Number(at) }) })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const missing = lacking() ?? (reason.trim().length < fewestCharacters ? say('policy.reasonNeeded') : undefined)
    setProblem(missing)
    if (missing === undefined && value !== undefined) propose.mutate({ key: row.key, value, validFrom, reason: reason.trim() })
  }
  if (propose.isSuccess)
    return (
      <p className="policy-sent" role="status">
        {say('policy.submitted')}{' '}
        <Link to="/approvals" search={{ box: 'mine', id: propose.data.id }} className="number-link">
          {say('policy.toInbox')}
        </Link>
      </p>
    )
  const said = problem ?? (propose.error ? describe(propose.error).text : undefined)
  return (
    <form className="propose-form" onSubmit={submit} aria-label={say('policy.propose')}>
      <div className="propose-field">
        <span>{say('policy.value')}</span>
        <ValueInput row={row} typed={typed} invalid={problem !== undefined && value === undefined} onChange={setTyped} />
      </div>
      <label className="propose-field">
        <span>{say('policy.validFrom')}</span>
        <Input type="date" min={earliest} value={validFrom} onChange={(event) => setValidFrom(event.target.value)} />
      </label>
      <label className="propose-field">
        <span>{say('policy.reason')}</span>
        <Input.TextArea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      {said === undefined ? null : (
        <p className="warning-text small" role="alert">
          {said}
        </p>
      )}
      <div className="decide-buttons">
        <Button onClick={() => look()}>{say('policy.preview')}</Button>
        <Button htmlType="submit" type="primary" loading={propose.isPending}>
          {say('policy.submit')}
        </Button>
        <Button type="text" onClick={onCancel}>
          {say('shell.cancel')}
        </Button>
      </div>
      {considered ? (
        <>
          {row.dimension === null ? null : (
            <div className="propose-field">
              <span>{say('policy.place')}</span>
              <Choose
                label={say('policy.place')}
                value={place}
                options={[
                  { value: everywhere, label: me.institutions[0]?.name ?? '' },
                  ...me.institutions.slice(1).map((node) => ({ value: String(node.id), label: node.name })),
                ]}
                onChange={(next) => {
                  setPlace(next)
                  look(next)
                }}
              />
            </div>
          )}
          <EffectView
            key={JSON.stringify(considered)}
            considered={considered}
            place={me.institutions.find((node) => String(node.id) === place)?.name ?? me.institutions[0]?.name ?? ''}
            moves={moves}
          />
        </>
      ) : null}
    </form>
  )
}
