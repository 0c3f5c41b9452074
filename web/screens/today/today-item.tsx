import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TodayItem, TodayList } from '../../../server/modules/today/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'
import { ItemActions, type Act } from './item-actions.tsx'
import { ItemDetails } from './item-details.tsx'
import { More, When } from './item-parts.tsx'
import { reasonWords, roundMoney, whyWords } from './today-words.ts'

interface ItemProps {
  item: TodayItem
  list: TodayList
  /** details are shown from the beginning: the one to do next */
  next: boolean
  onAct: (act: Act) => void
}

/** A reason in words; a win-back leads to its leave case. */
const ReasonLine = ({ reason }: { reason: TodayItem['reasons'][number] }) => {
  const { say, language } = useWords()
  const words = reasonWords(say, language, reason)
  const { caseId } = reason.values
  return typeof caseId === 'string' ? (
    <Link to="/leave-cases/$caseId" params={{ caseId }}>
      {words}
    </Link>
  ) : (
    words
  )
}

/** One contact of the day: who, by what, why, what it is worth, what to say, what not to do. */
export const TodayCard = ({ item, list, next, onAct }: ItemProps) => {
  const { say, word, language } = useWords()
  const [open, setOpen] = useState(next)
  const name = item.name ?? item.customerNo
  return (
    <li className={`today-item ${item.done ? 'today-done' : ''}`} data-customer={item.customerId}>
      <div className="today-head">
        <span className="today-place" aria-hidden="true">
          {item.place}
        </span>
        <Link to="/customers/$customerId" params={{ customerId: item.customerId }} className="today-name">
          {name}
        </Link>
        <Tag>{word('tier', item.tier)}</Tag>
        <span className="muted small">{say('today.classTag', { class: item.class.toUpperCase() })}</span>
        {item.pinned ? <Tag tone="accent">{say('today.pinnedTag')}</Tag> : null}
        {item.done ? <Tag tone="accent">{say('today.doneTag')}</Tag> : null}
        <strong className="today-value">{roundMoney(item.valueFen, language)}</strong>
      </div>
      <div className="today-channel">
        <span className={`today-by today-by-${item.channel}`}>{word('contact_channel', item.channel)}</span>
        <When item={item} list={list} />
        {item.purpose === 'service' ? <Tag tone="warning">{say('today.serviceTag')}</Tag> : null}
      </div>
      <ul className="today-reasons">
        {item.reasons.map((reason) => (
          <li key={reason.code}>
            <ReasonLine reason={reason} />
          </li>
        ))}
      </ul>
      <p className="today-why">{whyWords(say, language, item.why)}</p>
      <ItemActions item={item} readOnly={list.readOnly} onAct={onAct} />
      <More open={open} onToggle={() => setOpen(!open)} />
      {open ? <ItemDetails item={item} /> : null}
    </li>
  )
}
