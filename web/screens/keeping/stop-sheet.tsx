import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Programme } from '../../../server/modules/retention/wake-up/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { FormSheet } from '../../ui/form-sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'

/** Stops the waves that have not begun. */
export const StopSheet = ({ programme, onClose }: { programme: Programme; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const stop = useMutation({
    mutationFn: () => api.wakeUp.stop({ id: programme.id, reason: reason.trim() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.wakeUp.key() })
      onClose()
    },
  })
  const submit = () => {
    setMissing(reason.trim() === '')
    if (reason.trim() !== '') stop.mutate()
  }
  return (
    <FormSheet
      title={say('wakeUp.stopTitle', { name: programme.name })}
      closeText={say('shell.cancel')}
      doneText={say('wakeUp.stop')}
      pending={stop.isPending}
      problem={stop.error ? describe(stop.error).text : missing ? say('wakeUp.stopMissing') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="muted small">{say('wakeUp.stopAbout')}</p>
      <TextField label={say('wakeUp.stopReason')} value={reason} onChange={setReason} />
    </FormSheet>
  )
}
