import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import type { ApprovalItem } from '../../../server/modules/approval/contract.ts'
import { api } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { useHotkeys } from '../../ui/hotkeys.ts'

type Act = 'approve' | 'refuse' | 'withdraw'
const confirms: Record<Act, string> = {
  approve: 'approval.confirmApprove',
  refuse: 'approval.confirmRefuse',
  withdraw: 'approval.confirmWithdraw',
}
const reasons: Record<Act, string> = { approve: 'approval.opinion', refuse: 'approval.why', withdraw: 'approval.whyWithdraw' }
const fewestCharacters = 4

const perform = (act: Act, id: string, reason: string) =>
  act === 'withdraw'
    ? api.approval.withdraw({ id, reason })
    : api.approval.decide({ id, outcome: act === 'approve' ? 'approved' : 'refused', reason })

const ReasonForm = ({ id, act, onDone, onCancel }: { id: string; act: Act; onDone: () => void; onCancel: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const decide = useMutation({
    mutationFn: (given: string) => perform(act, id, given),
    // a refusal, too, says that something has changed; and an approved act may have changed anything
    onSettled: () => queryClient.invalidateQueries(),
    onSuccess: onDone,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacking = act === 'refuse' && reason.trim().length < fewestCharacters
    setMissing(lacking)
    if (!lacking) decide.mutate(reason.trim())
  }
  return (
    <form className="decide-form" onSubmit={submit}>
      <Input.TextArea
        autoFocus
        value={reason}
        rows={3}
        maxLength={500}
        aria-label={say(reasons[act])}
        placeholder={say(reasons[act])}
        status={missing ? 'error' : ''}
        onChange={(event) => setReason(event.target.value)}
      />
      {missing || decide.error ? (
        <p className="warning-text small" role="alert">
          {missing ? say('approval.whyNeeded') : describe(decide.error).text}
        </p>
      ) : null}
      <p className="muted small">{say('approval.recorded')}</p>
      <div className="decide-buttons">
        <Button htmlType="submit" type="primary" danger={act !== 'approve'} loading={decide.isPending}>
          {say(confirms[act])}
        </Button>
        <Button onClick={onCancel}>{say('shell.cancel')}</Button>
      </div>
    </form>
  )
}

/** Approve, refuse or withdraw, each with a second step that asks for the reason. `a` and `r` open it. */
export const DecideForm = ({ item }: { item: ApprovalItem }) => {
  const { say } = useWords()
  const [act, setAct] = useState<Act>()
  const mayWithdraw = item.mine && item.state === 'open'
  useHotkeys({ a: () => item.mayDecide && setAct('approve'), r: () => item.mayDecide && setAct('refuse') })
  if (!item.mayDecide && !mayWithdraw) return null
  if (act) return <ReasonForm key={act} id={item.id} act={act} onDone={() => setAct(undefined)} onCancel={() => setAct(undefined)} />
  if (mayWithdraw)
    return (
      <div className="decide-buttons">
        <p className="muted small">{say('approval.own')}</p>
        <Button onClick={() => setAct('withdraw')}>{say('approval.withdraw')}</Button>
      </div>
    )
  return (
    <div className="decide-buttons">
      <Button type="primary" onClick={() => setAct('approve')}>
        {say('approval.approve')}
      </Button>
      <Button danger onClick={() => setAct('refuse')}>
        {say('approval.refuse')}
      </Button>
    </div>
  )
}
