import type { RewardPreview } from '../../../server/modules/points/rewards/contract.ts'
import type { OfferCode } from '../../../server/modules/points/rewards/reward-terms.ts'
import { useWords } from '../../i18n/index.ts'
import { exactMoney } from '../../ui/format/money.ts'
import { ColourTag, useReasons } from './colour.tsx'

interface PreviewWordsProps {
  preview: RewardPreview
  onOffer: (offer: OfferCode) => void
}

/** Colour and why, permitted forms a press away, who would get how much, what it costs and who loses against today. */
export const PreviewWords = ({ preview, onOffer }: PreviewWordsProps) => {
  const { say, word } = useWords()
  const reasons = useReasons()
  const { businessDate: date, customers, points, costFen, loses, steps, sample } = preview
  const inSteps = steps.length > 0
  return (
    <div className="points-preview" data-colour={preview.colour}>
      <p>
        <ColourTag colour={preview.colour} /> {reasons(preview.why)}
      </p>
      {preview.refusal ? <p className="warning-text">{preview.refusal}</p> : null}
      {preview.offers.length > 0 ? (
        <p className="points-offers">
          {preview.offers.map((offer) => (
            <button key={offer} type="button" className="soft-button" onClick={() => onOffer(offer)}>
              {say('programme.useOffer', { offer: word('reward_offer', offer) })}
            </button>
          ))}
        </p>
      ) : null}
      <p>{date ? say(inSteps ? 'programme.triedPieces' : 'points.tried', { date, customers, points }) : say('points.notTried')}</p>
      {inSteps ? <p>{steps.map((one) => say('programme.steps', one)).join('；')}</p> : null}
      {date ? (
        <p className="muted small">
          {[
            costFen === null ? say('programme.noCost') : say('programme.cost', { yuan: exactMoney(BigInt(costFen)) }),
            loses === null || loses.customers === 0 ? (loses === null ? '' : say('programme.losesNone')) : say('programme.loses', loses),
          ]
            .filter(Boolean)
            .join('；')}
        </p>
      ) : null}
      {sample.length > 0 ? (
        <p className="muted small">
          {sample
            .map((one) => `${one.name ?? one.customerNo} ${one.step > 0 ? say('programme.step', { step: one.step }) : one.points}`)
            .join('、')}
        </p>
      ) : null}
    </div>
  )
}
