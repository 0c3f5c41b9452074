import type { AlertRow } from '../../../server/modules/warning/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { percent } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { featureWords, rangeWords } from '../customer/attrition-words.ts'

interface Bar {
  key: string
  words: string
  value: number
  tone: 'accent' | 'warning'
}

const most = 3
/** A bar of a record is full from one in ten on, or from the highest. */
const fullRecord = 1_000

/** Three reasons as bars: what weighs most in the model; without one, what became of those who were warned alike. */
export const WarningReasons = ({ row }: { row: AlertRow }) => {
  const { say, word, language } = useWords()
  const ofModel = row.reasons.map((reason): Bar => {
    const way = say(reason.points > 0 ? 'attrition.up' : 'attrition.down')
    return {
      key: reason.columns.join(),
      words: `${[featureWords(say, reason.columns), rangeWords(say, language, reason)].filter(Boolean).join(' ')} · ${way}`,
      value: Math.abs(reason.points),
      tone: reason.points > 0 ? 'warning' : 'accent',
    }
  })
  const ofRecord = row.signals.map(({ signal, rateBp }): Bar => {
    const came = rateBp === null ? say('warning.tooFew') : say('warning.rateOf', { percent: percent(rateBp) })
    return { key: signal, words: `${word('warning_signal', signal)}：${came}`, value: rateBp ?? 0, tone: 'warning' }
  })
  const bars = (ofModel.length > 0 ? ofModel : ofRecord.toSorted((a, b) => b.value - a.value)).slice(0, most)
  const full = Math.max(ofModel.length > 0 ? 1 : fullRecord, ...bars.map(({ value }) => value))
  if (bars.length === 0) return <p className="muted small">{say('warning.onlyChance')}</p>
  return (
    <ul className="warn-reasons" aria-label={say('warning.reasons')}>
      {bars.map(({ key, words, value, tone }) => (
        <li key={key}>
          <span className="small">{words}</span>
          <Meter value={value} full={full} tone={tone} label={words} />
        </li>
      ))}
    </ul>
  )
}
