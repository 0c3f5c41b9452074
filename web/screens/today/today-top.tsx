import { Link } from '@tanstack/react-router'
import type { TodayList } from '../../../server/modules/today/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Meter } from '../../ui/meter.tsx'
import { dayWords, roundMoney } from './today-words.ts'

/** The day at a glance: how far it is, what it holds, what it is worth and how sure that is. */
export const TodayTop = ({ list, onOthers }: { list: TodayList; onOthers: () => void }) => {
  const { say, language } = useWords()
  const all = [...list.items, ...list.prospects]
  const done = all.filter((item) => item.done).length
  const gap = BigInt(list.boundFen) - BigInt(list.valueFen)
  const progress = say('today.progress', { done, planned: all.length })
  return (
    <header className="today-top">
      <div className="today-title">
        <h1>{list.readOnly ? say('today.titleOf', { name: list.manager.name }) : say('today.title')}</h1>
        <span className="muted">{list.planDate}</span>
        {list.readOnly ? <Link to="/team">{say('today.back')}</Link> : null}
      </div>
      {list.readOnly ? <p className="muted small">{say('today.readOnly')}</p> : null}
      {list.workingDay ? null : <p className="today-holiday">{say('today.holiday', { next: dayWords(list.nextWorkingDay, language) })}</p>}
      <div className="today-progress">
        <strong>{progress}</strong>
        <Meter value={done} full={all.length} label={progress} />
      </div>
      <p className="today-sums muted small">
        {list.capacity.map(({ kind, planned, capacity }) => (
          <span key={kind}>{say('today.capacity', { kind: say(`today.kind.${kind}`), planned, capacity })}</span>
        ))}
        <span>{say('today.value', { value: roundMoney(list.valueFen, language) })}</span>
        <span>{gap === 0n ? say('today.exact') : say('today.gap', { gap: roundMoney(String(gap), language) })}</span>
        <button type="button" className="today-link" onClick={onOthers}>
          {say('today.othersTitle')}
        </button>
      </p>
    </header>
  )
}
