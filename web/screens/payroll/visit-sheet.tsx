import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { EmployerRow, UnitVisit } from '../../../server/modules/payroll/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { today } from '../../ui/format/date.ts'
import { FormSheet } from '../../ui/form-sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'

interface PlanSheetProps {
  employer: EmployerRow
  staff: readonly { staffId: number; name: string; people: number }[]
  onClose: () => void
}

/** Who goes to a unit, when and why. Pressed twice it is the same visit. */
export const PlanVisitSheet = ({ employer, staff, onClose }: PlanSheetProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const field = useId()
  const [id] = useState(() => crypto.randomUUID())
  const [staffId, setStaffId] = useState(staff[0]?.staffId ?? 0)
  const [visitOn, setVisitOn] = useState(today)
  const slips = employer.slips.map((slip) => say(`employers.slip.${slip}`)).join('、')
  const [reason, setReason] = useState(slips ? say('employers.reasonOf', { slips }) : '')
  const [missing, setMissing] = useState(false)
  const plan = useMutation({
    mutationFn: () => api.payroll.planVisit({ id, employerId: employer.employerId, staffId, visitOn, reason: reason.trim() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.payroll.key() })
      onClose()
    },
  })
  const lacking = staffId === 0 || visitOn === '' || reason.trim().length < 2
  const problem = plan.error ? describe(plan.error).text : missing && lacking ? say('employers.planMissing') : undefined
  return (
    <FormSheet
      title={say('employers.planTitle', { unit: employer.name })}
      closeText={say('shell.cancel')}
      doneText={say('employers.planSave')}
      pending={plan.isPending}
      problem={problem}
      onClose={onClose}
      onSubmit={() => {
        setMissing(lacking)
        if (!lacking) plan.mutate()
      }}
    >
      <div className="sheet-pair">
        <div className="sheet-field">
          <label htmlFor={field}>{say('employers.who')}</label>
          <select id={field} value={staffId} onChange={(event) => setStaffId(Number(event.target.value))}>
            {staff.map((one) => (
              <option key={one.staffId} value={one.staffId}>
                {one.people > 0 ? say('employers.staffPeople', { name: one.name, count: one.people }) : one.name}
              </option>
            ))}
          </select>
        </div>
        <TextField type="date" label={say('employers.when')} value={visitOn} onChange={setVisitOn} />
      </div>
      <TextField label={say('employers.why')} value={reason} longest={300} onChange={setReason} />
    </FormSheet>
  )
}

const outcomes = ['done', 'called_off'] as const

/** What came of a visit. */
export const SettleVisitSheet = ({ visit, onClose }: { visit: UnitVisit; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>('done')
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const settle = useMutation({
    mutationFn: () => api.payroll.settleVisit({ id: visit.id, outcome, note: note.trim() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.payroll.key() })
      onClose()
    },
  })
  const lacking = note.trim().length < 2
  return (
    <FormSheet
      title={say('employers.settleTitle', { unit: visit.employerName })}
      closeText={say('shell.cancel')}
      doneText={say('employers.settleSave')}
      pending={settle.isPending}
      problem={settle.error ? describe(settle.error).text : missing && lacking ? say('employers.settleMissing') : undefined}
      onClose={onClose}
      onSubmit={() => {
        setMissing(lacking)
        if (!lacking) settle.mutate()
      }}
    >
      <div className="chips" role="group" aria-label={say('employers.outcomeLabel')}>
        {outcomes.map((one) => (
          <button key={one} type="button" aria-pressed={outcome === one} onClick={() => setOutcome(one)}>
            {say(`employers.outcome.${one}`)}
          </button>
        ))}
      </div>
      <TextField label={say('employers.note')} value={note} longest={500} onChange={setNote} />
    </FormSheet>
  )
}
