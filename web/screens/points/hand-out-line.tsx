import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { HandOutRow } from '../../../server/modules/points/gifts/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { PointsNumber, pointsText } from './points-number.tsx'
import { ReceiptButton } from './receipt-sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'

const UndoSheet = ({ handOut, onClose }: { handOut: HandOutRow; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const undo = useMutation({
    mutationFn: () => api.gift.undo({ handOutId: handOut.handOutId, reason: reason.trim() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.gift.key() })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacking = reason.trim().length < 2
    setMissing(lacking)
    if (!lacking) undo.mutate()
  }
  return (
    <Sheet title={say('points.undoTitle')} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit}>
        <p>{say('points.undoAbout', { gift: handOut.giftName, points: pointsText(handOut.points) })}</p>
        <TextField label={say('points.undoReason')} value={reason} onChange={setReason} />
        {missing || undo.error ? (
          <p className="warning-text" role="alert">
            {undo.error ? describe(undo.error).text : say('points.undoMissing')}
          </p>
        ) : null}
        <button type="submit" className="sheet-done" disabled={undo.isPending}>
          {say('points.undo')}
        </button>
      </form>
    </Sheet>
  )
}

/** What was handed out, with its receipt; of today it can be undone. */
export const HandOutLine = ({ handOut }: { handOut: HandOutRow }) => {
  const { say } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <li className="points-line" data-hand-out={handOut.receiptNo}>
      <span>
        <strong className={handOut.undone ? 'struck' : ''}>{handOut.giftName}</strong>{' '}
        {handOut.undone ? <Tag>{say('points.undone')}</Tag> : null}
        <span className="muted small points-about">
          {[handOut.receiptNo, handOut.businessDate, handOut.institutionName, say('points.by', { name: handOut.issuedBy })].join(' · ')}
        </span>
      </span>
      <PointsNumber sign="−" points={handOut.points} />
      <ReceiptButton handOutId={handOut.handOutId} />
      {handOut.mayUndo ? (
        <button type="button" className="text-button" onClick={() => setOpen(true)}>
          {say('points.undo')}
        </button>
      ) : null}
      {open ? <UndoSheet handOut={handOut} onClose={() => setOpen(false)} /> : null}
    </li>
  )
}
