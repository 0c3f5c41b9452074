import type { LeaveCase } from '../../../server/modules/retention/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import type { StepDraft } from './step-draft.ts'

interface OfferFieldsProps {
  offers: LeaveCase['offers']
  draft: StepDraft
  asks: boolean
  onChange: (part: Partial<StepDraft>) => void
}

/** What is offered; beyond one's authority it is asked for. */
export const OfferFields = ({ offers, draft, asks, onChange }: OfferFieldsProps) => {
  const { say, word } = useWords()
  return (
    <>
      {[false, true].map((byAsking) => {
        const here = offers.filter((one) => one.byAsking === byAsking)
        const label = say(byAsking ? 'leave.mustAsk' : 'leave.mayOffer')
        return here.length === 0 ? null : (
          <div key={label} className="sheet-field">
            <span>{label}</span>
            <Chips
              label={label}
              options={here.map(({ offer }) => ({ value: offer, text: word('leave_offer', offer) }))}
              chosen={draft.offer ? [draft.offer] : []}
              single
              onChange={(chosen) => onChange({ offer: chosen.at(-1) })}
            />
          </div>
        )
      })}
      {asks ? <p className="small muted">{say('leave.askedNote')}</p> : null}
    </>
  )
}
