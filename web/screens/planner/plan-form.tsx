import { useState, type FormEvent } from 'react'
import { useWords } from '../../i18n/index.ts'
import { TextField } from '../privacy/source-field.tsx'

export interface PlanAnswers {
  incomeFen: string
  spendFen: string
  reserveFen: string
  wantsCover: boolean
}

const fenOf = (yuan: string): string | undefined => (/^\d{1,8}$/.test(yuan.trim()) ? `${yuan.trim()}00` : undefined)

interface PlanFormProps {
  pending: boolean
  problem: string | undefined
  onAsk: (answers: PlanAnswers) => void
}

/** What a household earns, spends and has in reserve; whole yuan. */
export const PlanForm = ({ pending, problem, onAsk }: PlanFormProps) => {
  const { say } = useWords()
  const [income, setIncome] = useState('')
  const [spend, setSpend] = useState('')
  const [reserve, setReserve] = useState('0')
  const [wantsCover, setWantsCover] = useState(true)
  const [missing, setMissing] = useState(false)
  const [incomeFen, spendFen, reserveFen] = [fenOf(income), fenOf(spend), fenOf(reserve)]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const complete = incomeFen !== undefined && spendFen !== undefined && reserveFen !== undefined
    setMissing(!complete)
    if (complete) onAsk({ incomeFen, spendFen, reserveFen, wantsCover })
  }
  return (
    <form className="sheet-fields plan-form" onSubmit={submit} noValidate>
      <TextField label={say('planner.income')} value={income} longest={8} onChange={setIncome} />
      <TextField label={say('planner.spend')} value={spend} longest={8} onChange={setSpend} />
      <TextField label={say('planner.reserve')} value={reserve} longest={8} onChange={setReserve} />
      <label className="sheet-check">
        <input type="checkbox" checked={wantsCover} onChange={(event) => setWantsCover(event.target.checked)} />
        {say('planner.wantsCover')}
      </label>
      {missing || problem ? (
        <p className="warning-text" role="alert">
          {problem ?? say('planner.missing')}
        </p>
      ) : null}
      <button type="submit" className="sheet-done" disabled={pending}>
        {say('planner.compute')}
      </button>
    </form>
  )
}
