import { useState, type FormEvent } from 'react'
import type { TodayItem, Wish } from '../../../server/modules/today/contract.ts'
import { postponeReasons } from '../../../server/modules/today/today-terms.ts'
import { useWords } from '../../i18n/index.ts'
import { ChipsField } from '../../ui/chips.tsx'
import { Sheet } from '../../ui/sheet.tsx'

const ahead = ['1', '3', '7', '14'] as const

/** A date so many days after another. */
const later = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

interface PostponeProps {
  item: TodayItem
  planDate: string
  pending: boolean
  failure: string | undefined
  onWish: (wish: Wish) => void
  onClose: () => void
}

/** Until when, and why. */
export const PostponeSheet = ({ item, planDate, pending, failure, onWish, onClose }: PostponeProps) => {
  const { say } = useWords()
  const [days, setDays] = useState<(typeof ahead)[number]>('1')
  const [reason, setReason] = useState<(typeof postponeReasons)[number]>('customer_asked')
  const [note, setNote] = useState('')
  const until = later(planDate, Number(days))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onWish({ kind: 'postpone', customerId: item.customerId, until, reason, note })
  }
  return (
    <Sheet title={say('today.postponeTitle', { name: item.name ?? item.customerNo })} closeText={say('today.close')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit}>
        <ChipsField
          label={say('today.until')}
          single
          chosen={[days]}
          options={ahead.map((value) => ({ value, text: say(`today.days.${value}`) }))}
          onChange={([value]) => value && setDays(value)}
        />
        <ChipsField
          label={say('today.reason')}
          single
          chosen={[reason]}
          options={postponeReasons.map((value) => ({ value, text: say(`today.postponeReason.${value}`) }))}
          onChange={([value]) => value && setReason(value)}
        />
        <label className="sheet-field">
          <span>{say('today.note')}</span>
          <input type="text" value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
        </label>
        {failure ? (
          <p className="warning-text small" role="alert">
            {failure}
          </p>
        ) : null}
        <button type="submit" className="sheet-done" disabled={pending}>
          {say('today.postponeSubmit', { date: until })}
        </button>
      </form>
    </Sheet>
  )
}
