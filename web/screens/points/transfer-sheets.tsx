import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { BatchRow } from '../../../server/modules/points/gifts/contract.ts'
import type { TransferRow } from '../../../server/modules/points/transfers/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import { TextField } from '../privacy/source-field.tsx'
import { FormSheet, wholeOf } from './form-sheet.tsx'

const shortestNote = 2

/** Pieces of a batch to a neighbour. */
export const SendSheet = ({ batch, onClose }: { batch: BatchRow; onClose: () => void }) => {
  const { say } = useWords()
  const field = useId()
  const transfers = useQuery(queries.giftTransfer.list.queryOptions())
  const [id] = useState(() => crypto.randomUUID())
  const [to, setTo] = useState('')
  const [pieces, setPieces] = useState('')
  const [documentNo, setDocumentNo] = useState('')
  const count = wholeOf(pieces)
  const ready = to !== '' && count !== undefined && count > 0 && documentNo.trim() !== ''
  const destinations = transfers.data?.destinations ?? []
  return (
    <FormSheet
      title={say('gifts.sendTitle', { gift: batch.giftName })}
      action={say('gifts.send')}
      onClose={onClose}
      send={
        ready
          ? () =>
              api.giftTransfer.send({
                id,
                batchId: batch.batchId,
                toInstitutionId: Number(to),
                pieces: count,
                documentNo: documentNo.trim(),
              })
          : undefined
      }
    >
      <p className="muted small">{say('points.left', { count: batch.available })}</p>
      <div className="sheet-field">
        <label htmlFor={field}>{say('gifts.to')}</label>
        <select id={field} value={to} onChange={(event) => setTo(event.target.value)}>
          <option value="">{say(transfers.isSuccess && destinations.length === 0 ? 'gifts.noDestination' : 'gifts.pickOutlet')}</option>
          {destinations.map(({ institutionId, name }) => (
            <option key={institutionId} value={institutionId}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <TextField label={say('gifts.pieces')} value={pieces} onChange={setPieces} />
      <TextField label={say('gifts.documentNo')} longest={80} value={documentNo} onChange={setDocumentNo} />
    </FormSheet>
  )
}

/** What came in, counted. */
export const ArrivalSheet = ({ transfer, onClose }: { transfer: TransferRow; onClose: () => void }) => {
  const { say } = useWords()
  const [arrived, setArrived] = useState(String(transfer.pieces))
  const [note, setNote] = useState('')
  const count = wholeOf(arrived)
  const noted = note.trim().length >= shortestNote
  const ready = count !== undefined && count <= transfer.pieces && (count === transfer.pieces || noted)
  const { transferId } = transfer
  return (
    <FormSheet
      title={say('gifts.receiveTitle', { gift: transfer.giftName })}
      action={say('gifts.receive')}
      onClose={onClose}
      send={ready ? () => api.giftTransfer.receive({ transferId, arrived: count, note: noted ? note.trim() : null }) : undefined}
    >
      <p>{say('gifts.receiveAbout', { from: transfer.fromName, count: transfer.pieces })}</p>
      <TextField label={say('gifts.arrivedLabel')} value={arrived} onChange={setArrived} />
      <TextField label={say('gifts.arrivedNote')} value={note} onChange={setNote} />
    </FormSheet>
  )
}

/** What became of pieces that did not arrive. */
export const MissingSheet = ({ transfer, onClose }: { transfer: TransferRow; onClose: () => void }) => {
  const { say, word } = useWords()
  const [outcome, setOutcome] = useState<'lost' | 'returned'>()
  const [note, setNote] = useState('')
  const ready = outcome !== undefined && note.trim().length >= shortestNote
  const { transferId } = transfer
  return (
    <FormSheet
      title={say('gifts.settleTitle', { gift: transfer.giftName, count: transfer.pieces - (transfer.arrived ?? 0) })}
      action={say('gifts.settle')}
      onClose={onClose}
      send={ready ? () => api.giftTransfer.settleMissing({ transferId, outcome, note: note.trim() }) : undefined}
    >
      <p>{say('gifts.settleAbout', { note: transfer.arrivalNote ?? '—' })}</p>
      <Chips
        label={say('gifts.settle')}
        options={(['lost', 'returned'] as const).map((value) => ({ value, text: word('transfer_missing', value) }))}
        chosen={outcome ? [outcome] : []}
        single
        onChange={([chosen]) => setOutcome(chosen)}
      />
      <TextField label={say('gifts.settleNote')} value={note} onChange={setNote} />
    </FormSheet>
  )
}
