import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { tastes, type BatchRow } from '../../../server/modules/points/gifts/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'
import { giftAccounts } from './gift-accounts.ts'

interface FormSheetProps {
  title: string
  onClose: () => void
  /** undefined: something is missing */
  send: (() => Promise<unknown>) | undefined
  children: ReactNode
}

const FormSheet = ({ title, onClose, send, children }: FormSheetProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [missing, setMissing] = useState(false)
  const work = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.gift.key() })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(send === undefined)
    if (send) work.mutate(send)
  }
  return (
    <Sheet title={title} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit} noValidate>
        {children}
        {missing || work.error ? (
          <p className="warning-text" role="alert">
            {work.error ? describe(work.error).text : say('points.stockMissing')}
          </p>
        ) : null}
        <button type="submit" className="sheet-done" disabled={work.isPending}>
          {say('points.save')}
        </button>
      </form>
    </Sheet>
  )
}

const wholeOf = (text: string): number | undefined => (/^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : undefined)

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
  const [found, setFound] = useState(String(batch.available))
  const [note, setNote] = useState('')
  const count = wholeOf(found)
  const ready = count !== undefined && note.trim().length >= 2
  return (
    <FormSheet
      title={say('points.countTitle', { gift: batch.giftName })}
      onClose={onClose}
      send={ready ? () => api.gift.takeStock({ batchId: batch.batchId, found: count, note: note.trim() }) : undefined}
    >
      <p>{say('points.countAbout', { count: batch.available })}</p>
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
