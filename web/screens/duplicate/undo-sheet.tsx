import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Pair } from '../../../server/modules/duplicate/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'

/** Takes a link back, with why: both dossiers are again what they were. */
export const UndoSheet = ({ pair, onClose }: { pair: Pair; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const undo = useMutation({
    mutationFn: () => api.duplicate.undo({ id: pair.id, note }),
    onSuccess: async () => {
      onClose()
      await client.invalidateQueries({ queryKey: queries.duplicate.key() })
      await client.invalidateQueries({ queryKey: queries.contact.key() })
    },
  })
  return (
    <Sheet
      title={say('duplicate.undoOf', { name: pair.first.name ?? pair.first.customerNo })}
      closeText={say('shell.cancel')}
      onClose={onClose}
    >
      <div className="sheet-fields">
        <TextField label={say('duplicate.undoWhy')} value={note} onChange={setNote} />
        <p className="muted small">{say('duplicate.undoAbout')}</p>
        {undo.error ? (
          <p className="warning-text" role="alert">
            {describe(undo.error).text}
          </p>
        ) : null}
        <button type="button" className="sheet-done" disabled={note.trim() === '' || undo.isPending} onClick={() => undo.mutate()}>
          {say('duplicate.undo')}
        </button>
      </div>
    </Sheet>
  )
}
