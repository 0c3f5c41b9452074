import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { tastes, type BatchRow } from '../../../server/modules/points/gifts/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import { TextField } from '../privacy/source-field.tsx'
import { giftAccounts } from './gift-accounts.ts'
import { FormSheet, wholeOf } from './form-sheet.tsx'

/** A delivery into the stock of the own outlet. */
export const ReceiveSheet = ({ onClose }: { onClose: () => void }) => {
  const { say } = useWords()
  const id = useId()
  const gifts = useQuery(queries.gift.gifts.queryOptions())
  const [giftId, setGiftId] = useState('')
  const [pieces, setPieces] = useState('')
  const [expiresOn, setExpiresOn] = useState('')
  const [documentNo, setDocumentNo] = useState('')
  const count = wholeOf(pieces)
  const ready = giftId !== '' && count !== undefined && count > 0 && documentNo.trim() !== ''
  const send = ready
    ? () =>
        api.gift.receive({
          giftId: Number(giftId),
          pieces: count,
          expiresOn: expiresOn === '' ? null : expiresOn,
          documentNo: documentNo.trim(),
        })
    : undefined
  return (
    <FormSheet title={say('points.receive')} onClose={onClose} send={send}>
      <p className="muted small">{say('points.receiveAbout')}</p>
      <div className="sheet-field">
        <label htmlFor={id}>{say('points.gift')}</label>
        <select id={id} value={giftId} onChange={(event) => setGiftId(event.target.value)}>
          <option value="">{say('points.pickGift')}</option>
          {(gifts.data?.gifts ?? []).map((gift) => (
            <option key={gift.giftId} value={gift.giftId}>
              {gift.name}
            </option>
          ))}
        </select>
      </div>
      <TextField label={say('points.piecesLabel')} value={pieces} onChange={setPieces} />
      <TextField type="date" label={say('points.expiresOn')} value={expiresOn} onChange={setExpiresOn} />
      <TextField label={say('points.deliveryNo')} value={documentNo} onChange={setDocumentNo} />
    </FormSheet>
  )
}

/** What was found when a batch was counted. */
export const CountSheet = ({ batch, onClose }: { batch: BatchRow; onClose: () => void }) => {
  const { say } = useWords()
  const [found, setFound] = useState(String(batch.available + batch.held))
  const [note, setNote] = useState('')
  const count = wholeOf(found)
  const ready = count !== undefined && note.trim().length >= 2
  return (
    <FormSheet
      title={say('points.countTitle', { gift: batch.giftName })}
      onClose={onClose}
      send={ready ? () => api.gift.takeStock({ batchId: batch.batchId, found: count, note: note.trim() }) : undefined}
    >
      <p>
        {batch.held === 0
          ? say('points.countAbout', { count: batch.available })
          : say('gifts.heldAbout', { count: batch.available + batch.held, held: batch.held })}
      </p>
      <TextField label={say('points.found')} value={found} onChange={setFound} />
      <TextField label={say('points.countNote')} value={note} onChange={setNote} />
    </FormSheet>
  )
}

/** Another gift in the catalogue. */
export const AddGiftSheet = ({ onClose }: { onClose: () => void }) => {
  const { say, word } = useWords()
  const id = useId()
  const programmes = useQuery(queries.reward.programmes.queryOptions())
  const codes = giftAccounts(programmes.data?.programmes ?? [])
  const [fields, setFields] = useState({ code: '', name: '', supplier: '', points: '', cost: '', programmeCode: '' })
  const [taste, setTaste] = useState<(typeof tastes)[number]>('staples')
  const set = (key: keyof typeof fields) => (value: string) => setFields({ ...fields, [key]: value })
  const points = wholeOf(fields.points)
  const cost = wholeOf(fields.cost)
  const ready =
    /^[a-z0-9_]{2,40}$/.test(fields.code) &&
    fields.name.trim() !== '' &&
    fields.supplier.trim() !== '' &&
    fields.programmeCode !== '' &&
    points &&
    cost !== undefined
  const send = ready
    ? () =>
        api.gift.addGift({
          code: fields.code,
          name: fields.name.trim(),
          taste,
          supplier: fields.supplier.trim(),
          programmeCode: fields.programmeCode,
          points,
          costFen: `${cost}00`,
        })
    : undefined
  return (
    <FormSheet title={say('points.addGift')} onClose={onClose} send={send}>
      <TextField label={say('points.gift')} value={fields.name} onChange={set('name')} />
      <TextField label={say('points.giftCode')} value={fields.code} onChange={set('code')} />
      <Chips
        label={say('points.taste')}
        options={tastes.map((value) => ({ value, text: word('gift_taste', value) }))}
        chosen={[taste]}
        single
        onChange={([chosen]) => chosen && setTaste(chosen)}
      />
      <TextField label={say('points.supplier')} value={fields.supplier} onChange={set('supplier')} />
      <div className="sheet-field">
        <label htmlFor={id}>{say('points.ofProgramme')}</label>
        <select id={id} value={fields.programmeCode} onChange={(event) => set('programmeCode')(event.target.value)}>
          <option value="">{say('points.pickProgramme')}</option>
          {codes.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="sheet-pair">
        <TextField label={say('points.price')} value={fields.points} onChange={set('points')} />
        <TextField label={say('points.cost')} value={fields.cost} onChange={set('cost')} />
      </div>
    </FormSheet>
  )
}
