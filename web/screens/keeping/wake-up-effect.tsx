import type { Programme, WakeUpEffect as Effect } from '../../../server/modules/retention/wake-up/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { percent, pointsApart } from '../../ui/format/rate.ts'
import { IntervalBar } from '../../ui/interval-bar.tsx'
import { spokenMoney } from '../../ui/money-axis.ts'

/** Of a hundred, to one place: what a share in basis points is for people. */
const ofHundred = (bp: number): string => percent(Math.abs(bp)).replace('%', '')

/** What a programme brought about, in a sentence each for customers and money, with the interval as a picture. */
export const WakeUpEffect = ({ programme, effect }: { programme: Programme; effect: Effect }) => {
  const { say, language } = useWords()
  const { offered, heldOut, woken, kept } = effect
  const money = (fen: string) => spokenMoney(fen, language)
  const confidence = percent(programme.confidenceBp, 0)
  const arm = (name: string, { woken: back, customers, shareBp }: Effect['offered']) =>
    `${say(name)} ${percent(shareBp)}（${say('wakeUp.armShare', { woken: back, customers })}）`
  const total = money((BigInt(kept.valueFen) * BigInt(offered.customers)).toString())
  const keptOf = kept.verdict === 'less' ? { ...kept, valueFen: kept.valueFen.replace('-', '') } : kept
  const wokenTexts = { value: pointsApart(woken.valueBp), low: pointsApart(woken.lowBp), high: pointsApart(woken.highBp) }
  const keptTexts = { value: money(keptOf.valueFen), low: money(kept.lowFen), high: money(kept.highFen) }
  return (
    <section className="wake-up-effect" aria-label={say('wakeUp.effect')}>
      <div>
        <p className="wake-up-verdict" data-verdict={woken.verdict}>
          {say(`wakeUp.says.woken_${woken.verdict}`, {
            value: ofHundred(woken.valueBp),
            low: ofHundred(woken.lowBp),
            high: ofHundred(woken.highBp),
          })}
        </p>
        <div className="wake-up-arms">
          <span>{arm('wakeUp.offeredArm', offered)}</span>
          <span>{arm('wakeUp.heldOutArm', heldOut)}</span>
        </div>
        <IntervalBar
          value={woken.valueBp}
          low={woken.lowBp}
          high={woken.highBp}
          label={say('wakeUp.picture', { what: say('wakeUp.wokenDiff'), ...wokenTexts })}
        />
        <p className="muted small">
          {say('wakeUp.wokenDiff')} {wokenTexts.value} · {say('wakeUp.interval', { confidence, ...wokenTexts })}
        </p>
      </div>
      <div>
        <p className="wake-up-verdict">{say(`wakeUp.says.kept_${kept.verdict}`, { ...keptTexts, total })}</p>
        <IntervalBar
          value={Number(kept.valueFen)}
          low={Number(kept.lowFen)}
          high={Number(kept.highFen)}
          label={say('wakeUp.picture', { what: say('wakeUp.keptDiff'), ...keptTexts })}
        />
        <p className="muted small">
          {say('wakeUp.keptDiff')} {money(kept.valueFen)} · {say('wakeUp.interval', { confidence, ...keptTexts })}
        </p>
      </div>
    </section>
  )
}
