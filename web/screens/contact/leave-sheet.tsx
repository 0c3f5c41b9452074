import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { today } from '../../ui/format/date.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'

/** Records that a member of staff is away: clocks pass these days over. */
export const LeaveSheet = ({ staffId, name, onClose }: { staffId: number; name: string; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const [fromOn, setFromOn] = useState(today())
  const [untilOn, setUntilOn] = useState(today())
  const record = useMutation({
    mutationFn: () => api.contact.recordLeave({ staffId, fromOn, untilOn }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queries.contact.key() })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    record.mutate()
  }
  return (
    <Sheet title={say('coverage.leaveTitle', { name })} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit}>
        <div className="sheet-pair">
          <TextField type="date" label={say('coverage.from')} value={fromOn} onChange={setFromOn} />
          <TextField type="date" label={say('coverage.until')} value={untilOn} onChange={setUntilOn} />
        </div>
        <p className="muted small">{say('coverage.leaveAbout')}</p>
        {record.error ? (
          <p className="warning-text" role="alert">
            {describe(record.error).text}
          </p>
        ) : null}
        <button type="submit" className="sheet-done" disabled={record.isPending || untilOn < fromOn}>
          {say('shell.save')}
        </button>
      </form>
    </Sheet>
  )
}
