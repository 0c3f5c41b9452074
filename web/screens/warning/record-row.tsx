import { Link } from '@tanstack/react-router'
import type { SignalRecord, Verdict } from '../../../server/modules/warning/contract.ts'
import { readsPolicies, useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Unknown } from '../../ui/amount.tsx'
import { count, percent, ratio } from '../../ui/format/rate.ts'
import { Tag } from '../../ui/panel.tsx'
import { proposesPolicies } from './proposes-policies.ts'

const tones: Partial<Record<Verdict, 'accent' | 'warning'>> = { works: 'accent', worse: 'warning' }

interface RecordRowProps {
  record: SignalRecord
  /** share of everyone, basis points */
  baseBp: number
  /** right end of the scale, basis points */
  fullBp: number
}

/** Where on the scale, percent; what lies beyond its end stands at the end. */
const place = (bp: number, fullBp: number) => Math.min(100, (bp / fullBp) * 100)

/** The share of leavers with its interval on a scale, the base as a line. */
const Scale = ({ record: { rateBp, lowBp, highBp }, baseBp, fullBp }: RecordRowProps) => {
  const { say } = useWords()
  if (rateBp === null || lowBp === null || highBp === null) return <Unknown why={say('warning.verdicts.no_data')} />
  const interval = say('warning.interval', { low: percent(lowBp), high: percent(highBp) })
  return (
    <div className="record-scale" role="img" aria-label={`${percent(rateBp)}，${interval}`} title={interval}>
      <span
        className="record-interval"
        style={{ left: `${place(lowBp, fullBp)}%`, width: `${place(highBp, fullBp) - place(lowBp, fullBp)}%` }}
      />
      <span className="record-point" style={{ left: `${place(rateBp, fullBp)}%` }} />
      <span className="record-base" style={{ left: `${place(baseBp, fullBp)}%` }} />
    </div>
  )
}

/** One signal: what came of its warnings, how early it warned, and what is to be made of it. */
export const RecordRow = ({ record, baseBp, fullBp }: RecordRowProps) => {
  const { say, word } = useWords()
  const me = useMe()
  const { signal, rateBp, lead, verdict, on } = record
  const tone = tones[verdict]
  return (
    <tr data-signal={signal} className={on ? '' : 'record-off'}>
      <th scope="row">
        {word('warning_signal', signal)}
        {on ? null : <Tag>{say('warning.off')}</Tag>}
        <small className="muted">{say('warning.nowText', { count: count(record.now) })}</small>
      </th>
      <td data-head={say('warning.precision')}>
        <b>{rateBp === null ? <Unknown /> : percent(rateBp)}</b>
        <small className="muted">{say('warning.warnedText', { left: count(record.hasLeft), all: count(record.warned) })}</small>
      </td>
      <td className="record-wide">
        <Scale record={record} baseBp={baseBp} fullBp={fullBp} />
      </td>
      <td data-head={say('warning.lead')}>
        {lead === null ? (
          <Unknown />
        ) : (
          <>
            <b>{say('warning.leadDays', { median: lead.median })}</b>
            <small className="muted">{say('warning.leadSpread', { quarter: lead.quarter, threeQuarters: lead.threeQuarters })}</small>
          </>
        )}
      </td>
      <td data-head={say('warning.verdict')}>
        <Tag {...(tone ? { tone } : {})}>{say(`warning.verdicts.${verdict}`)}</Tag>
        {verdict === 'works' && rateBp !== null && baseBp > 0 ? (
          <small className="muted">{say('warning.timesBase', { times: ratio(Math.round((rateBp * 10_000) / baseBp), 1) })}</small>
        ) : null}
      </td>
      <td>
        {readsPolicies(me) ? (
          <Link to="/policies" search={{ key: record.policyKey }} className="warn-action">
            {say(proposesPolicies(me) ? (on ? 'warning.switchOff' : 'warning.switchOn') : 'warning.see')}
          </Link>
        ) : null}
      </td>
    </tr>
  )
}
