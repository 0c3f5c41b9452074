import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { handoverReasons, type HandoverReason, type Keeper, type PreviewRow } from '../../../server/modules/handover/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { ChipsField } from '../../ui/chips.tsx'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Day, Pick } from '../organisation/people/fields.tsx'
import { PickList } from './pick-list.tsx'

interface ArrangePanelProps {
  fromManagerId: number | null
  fromName: string | null
  institutionId: number
  receivers: readonly Keeper[]
  today: string
  /** the first day away of who hands over */
  leaves: string | null
}

/** Step two: which customers, to whom, why, from when. All of them are chosen to begin with. */
export const ArrangePanel = (props: ArrangePanelProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const { fromManagerId, institutionId } = props
  const query = useQuery(
    queries.handover.preview.queryOptions({ input: { fromManagerId, institutionId }, staleTime: 0, refetchOnWindowFocus: false }),
  )
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ customers }) => <Arrange {...props} customers={customers} />}
    </QueryView>
  )
}

const Arrange = ({
  fromManagerId,
  fromName,
  institutionId,
  receivers,
  today,
  leaves,
  customers,
}: ArrangePanelProps & { customers: readonly PreviewRow[] }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(customers.map(({ customerId }) => customerId)))
  const [to, setTo] = useState('')
  const [reason, setReason] = useState<HandoverReason>(fromManagerId === null ? 'no_manager' : leaves === null ? 'balance' : 'leaving')
  const [on, setOn] = useState(today)
  const [note, setNote] = useState('')
  const order = useMutation({
    mutationFn: () =>
      api.handover.order({
        fromManagerId,
        institutionId,
        toManagerId: Number(to),
        customerIds: [...chosen],
        reason,
        takesEffectOn: on,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries()
      await navigate({ to: '/handovers', search: { view: 'list', id: String(id) } })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    order.mutate()
  }
  return (
    <div className="lines-two">
      <PickList customers={customers} chosen={chosen} onChange={setChosen} title={fromName ?? say('handover.nobodyKeeps')} />
      <Panel title={say('handover.order')}>
        <form className="sheet-fields" onSubmit={submit}>
          <Pick
            label={say('handover.to')}
            value={to}
            empty={say('handover.choose')}
            options={receivers.map(({ managerId, name, customers: kept }) => ({
              value: String(managerId),
              label: say('handover.receiver', { name, count: kept }),
            }))}
            onChange={setTo}
          />
          {receivers.length === 0 ? <p className="warning-text small">{say('handover.noReceiver')}</p> : null}
          <ChipsField
            label={say('handover.why')}
            options={handoverReasons
              .filter((value) => (value === 'no_manager') === (fromManagerId === null))
              .map((value) => ({ value, text: word('handover_reason', value) }))}
            chosen={[reason]}
            single
            onChange={([next]) => next && setReason(next)}
          />
          <Day label={say('handover.when')} value={on} min={today} onChange={setOn} />
          <label className="sheet-field">
            <span>{say('handover.note')}</span>
            <textarea rows={2} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
          </label>
          <p className="muted small">{say('handover.orderAbout')}</p>
          {order.error ? (
            <p className="warning-text" role="alert">
              {describe(order.error).text}
            </p>
          ) : null}
          <button type="submit" className="sheet-done" disabled={order.isPending || to === '' || chosen.size === 0}>
            {say('handover.confirm', { count: chosen.size })}
          </button>
        </form>
      </Panel>
    </div>
  )
}
