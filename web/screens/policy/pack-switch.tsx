import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Choose } from '../../ui/choose.tsx'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { ChangeTable } from './change-table.tsx'

const fewestCharacters = 4

/** The switch to another regulation pack: every value it would change, then the request for compliance to check. */
export const PackSwitch = ({ others, earliest }: { others: readonly string[]; earliest: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const [pack, setPack] = useState(others[0] ?? '')
  const [validFrom, setValidFrom] = useState(earliest)
  const [reason, setReason] = useState('')
  const [lacking, setLacking] = useState(false)
  const changes = useQuery({ ...queries.policy.packChanges.queryOptions({ input: { pack, validFrom } }), retry: false })
  const propose = useMutation({
    mutationFn: () => api.policy.proposePack({ pack, validFrom, reason: reason.trim() }),
    onSuccess: () => queryClient.invalidateQueries(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const missing = reason.trim().length < fewestCharacters
    setLacking(missing)
    if (!missing) propose.mutate()
  }
  if (propose.isSuccess)
    return (
      <Panel title={say('policy.packChange')}>
        <p className="policy-sent" role="status">
          {say('policy.submitted')}{' '}
          <Link to="/approvals" search={{ box: 'mine', id: propose.data.id }} className="number-link">
            {say('policy.toInbox')}
          </Link>
        </p>
      </Panel>
    )
  const said = lacking ? say('policy.reasonNeeded') : propose.error ? describe(propose.error).text : undefined
  return (
    <Panel title={say('policy.packChange')}>
      <form className="propose-form" onSubmit={submit}>
        <p className="muted small">{say('policy.packAbout')}</p>
        <div className="propose-field">
          <span>{say('policy.packTo')}</span>
          <Choose
            label={say('policy.packTo')}
            value={pack}
            options={others.map((name) => ({ value: name, label: say(`policy.packNames.${name}`) }))}
            onChange={setPack}
          />
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
          <Button htmlType="submit" type="primary" loading={propose.isPending}>
            {say('policy.submit')}
          </Button>
        </div>
        <QueryView query={changes} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
          {({ changes: list }) => (list.length === 0 ? <p className="muted">{say('policy.packNone')}</p> : <ChangeTable changes={list} />)}
        </QueryView>
      </form>
    </Panel>
  )
}
