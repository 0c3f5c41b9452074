import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { FormSheet } from '../../ui/form-sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'

interface SheetProps {
  version: number
  onClose: () => void
}

/** What either sheet does once it is done. */
const useDone = (onClose: () => void) => {
  const client = useQueryClient()
  return async () => {
    await client.invalidateQueries({ queryKey: queries.model.key() })
    onClose()
  }
}

/** Asks that the challenger be put in force; another person approves it in the inbox. */
export const PromoteSheet = ({ version, onClose }: SheetProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const promote = useMutation({ mutationFn: () => api.model.promote({ version, reason: reason.trim() }), onSuccess: useDone(onClose) })
  return (
    <FormSheet
      title={say('attrition.challenger.promoteTitle', { version })}
      closeText={say('shell.cancel')}
      doneText={say('attrition.challenger.promote')}
      pending={promote.isPending}
      problem={promote.error ? describe(promote.error).text : missing ? say('attrition.challenger.reasonMissing') : undefined}
      onSubmit={() => {
        setMissing(reason.trim() === '')
        if (reason.trim() !== '') promote.mutate()
      }}
      onClose={onClose}
    >
      <p className="muted small">{say('attrition.challenger.promoteAbout')}</p>
      <TextField label={say('attrition.challenger.reason')} value={reason} onChange={setReason} />
    </FormSheet>
  )
}

/** Ends it from the next night on. */
export const EndSheet = ({ version, onClose }: SheetProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const end = useMutation({ mutationFn: () => api.model.end({ version }), onSuccess: useDone(onClose) })
  return (
    <FormSheet
      title={say('attrition.challenger.endTitle', { version })}
      closeText={say('shell.cancel')}
      doneText={say('attrition.challenger.end')}
      pending={end.isPending}
      problem={end.error ? describe(end.error).text : undefined}
      onSubmit={() => end.mutate()}
      onClose={onClose}
    >
      <p className="muted small">{say('attrition.challenger.endAbout')}</p>
    </FormSheet>
  )
}
