import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TemplateRow } from '../../../server/modules/message/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Sheet } from '../../ui/sheet.tsx'

/** Takes a wording out of use at once. */
export const EndTemplateSheet = ({ template: { id, number }, onClose }: { template: TemplateRow; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const end = useMutation({
    mutationFn: () => api.message.endTemplate({ id, reason: reason.trim() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.message.templates.key() })
      onClose()
    },
  })
  return (
    <Sheet title={say('messages.templates.endOf', { number })} closeText={say('shell.cancel')} onClose={onClose}>
      <div className="sheet-fields">
        <label className="sheet-field">
          <span>{say('messages.templates.endWhy')}</span>
          <input type="text" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
        {end.error ? (
          <p className="warning-text" role="alert">
            {describe(end.error).text}
          </p>
        ) : null}
        <button type="button" className="sheet-done" disabled={reason.trim() === '' || end.isPending} onClick={() => end.mutate()}>
          {say('messages.templates.endNow')}
        </button>
      </div>
    </Sheet>
  )
}
