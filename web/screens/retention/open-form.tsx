import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { caseSources, fraudQuestions, type LeaveReason } from '../../../server/modules/retention/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips, ChipsField } from '../../ui/chips.tsx'
import { parseMoney } from '../../ui/format/money.ts'
import { TextField } from '../privacy/source-field.tsx'
import { FraudCheck, type Answers } from './fraud-check.tsx'
import type { Glance } from './glance.ts'

interface OpenFormProps {
  customerId: string
  glance: NonNullable<Glance['glance']>
  onOpened: (caseId: string) => void
}

/** Whether the check comes first: an elder, and much went out or is to go. */
const isDue = ({ fraudCheck, fraudCheckFromFen }: OpenFormProps['glance'], leaving: bigint | undefined): boolean =>
  fraudCheck === 'now' || (fraudCheck === 'from_fen' && leaving !== undefined && leaving >= BigInt(fraudCheckFromFen))

/** How much, the fraud check when it is due, then why and where to. */
export const OpenForm = ({ customerId, glance, onOpened }: OpenFormProps) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const [id] = useState(() => crypto.randomUUID())
  const [source, setSource] = useState<(typeof caseSources)[number]>('counter')
  const [reason, setReason] = useState<LeaveReason>()
  const [amount, setAmount] = useState('')
  const [bank, setBank] = useState('')
  const [answers, setAnswers] = useState<Answers>({})
  const leaving = amount.trim() === '' ? undefined : parseMoney(amount)
  const unreadable = amount.trim() !== '' && (leaving === undefined || leaving <= 0n)
  const check = isDue(glance, leaving)
  const { told_to, secret, unknown_payee, promised_gain } = answers
  const answered = told_to !== undefined && secret !== undefined && unknown_payee !== undefined && promised_gain !== undefined
  const suspicious = check && fraudQuestions.some((question) => answers[question] === true)
  const open = useMutation({
    mutationFn: (chosen: LeaveReason) =>
      api.retention.open({
        id,
        customerId,
        source,
        reason: chosen,
        destinationBank: bank.trim() === '' ? null : bank.trim(),
        leavingFen: leaving === undefined ? null : leaving.toString(),
        fraudCheck: check && answered ? { told_to, secret, unknown_payee, promised_gain } : null,
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queries.retention.key() })
      onOpened(id)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason) open.mutate(reason)
  }
  const ready = !suspicious && (!check || answered)
  return (
    <form className="sheet-fields" onSubmit={submit} noValidate>
      <TextField label={say('leave.leaving')} value={amount} longest={20} onChange={setAmount} />
      {unreadable ? <p className="warning-text">{say('leave.leavingBad')}</p> : null}
      {check ? <FraudCheck answers={answers} suspicious={suspicious} onChange={setAnswers} /> : null}
      {ready ? (
        <>
          <Chips
            label={say('leave.source')}
            options={caseSources.map((value) => ({ value, text: word('leave_source', value) }))}
            chosen={[source]}
            single
            onChange={([chosen]) => chosen && setSource(chosen)}
          />
          <ChipsField
            label={say('leave.reason')}
            options={glance.reasons.map((value) => ({ value, text: word('leave_reason', value) }))}
            chosen={reason ? [reason] : []}
            single
            onChange={([chosen]) => setReason(chosen)}
          />
          <TextField label={say('leave.destination')} value={bank} longest={40} onChange={setBank} />
          {open.error ? (
            <p className="warning-text" role="alert">
              {describe(open.error).text}
            </p>
          ) : null}
          <button type="submit" className="sheet-done" disabled={!reason || unreadable || open.isPending}>
            {say(open.isPending ? 'leave.opening' : 'leave.open')}
          </button>
        </>
      ) : null}
    </form>
  )
}
