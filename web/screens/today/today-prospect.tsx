import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TodayList, TodayProspect } from '../../../server/modules/today/contract.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'
import { ProspectLog } from '../prospect/prospect-log.tsx'
import { ItemDetails } from './item-details.tsx'
import { More, When } from './item-parts.tsx'
import { reasonWords, roundMoney, whyWords } from './today-words.ts'

interface ProspectCardProps {
  item: TodayProspect
  list: TodayList
  /** details are shown from the beginning: the one to do next */
  next: boolean
}

/** Somebody of the day who is no customer yet: where from, by what, why, what to say; logged in three taps like a customer. */
export const ProspectCard = ({ item, list, next }: ProspectCardProps) => {
  const { say, word, language } = useWords()
  const { userId } = useMe()
  const [open, setOpen] = useState(next)
  const [logging, setLogging] = useState(false)
  const { prospectId: id, channels, done } = item
  const name = item.name ?? say('today.prospectTag')
  const about = [item.introducedNote, ...item.needs.map((need) => word('contact_need', need)), item.note].filter((text) => text !== null)
  return (
    <li className={`today-item ${done ? 'today-done' : ''}`} data-prospect={id}>
      <div className="today-head">
        <span className="today-place" aria-hidden="true">
          {item.place}
        </span>
        <strong className="today-name">{name}</strong>
        <Tag>{say('today.prospectTag')}</Tag>
        <span className="muted small">{word('prospect_class', item.sourceClass)}</span>
        {done ? <Tag tone="accent">{say('today.doneTag')}</Tag> : null}
        <strong className="today-value">{roundMoney(item.valueFen, language)}</strong>
      </div>
      <div className="today-channel">
        <span className={`today-by today-by-${item.channel}`}>{word('contact_channel', item.channel)}</span>
        <When item={item} list={list} />
      </div>
      <ul className="today-reasons">
        {item.reasons.map((reason) => (
          <li key={reason.code}>{reasonWords(say, language, reason)}</li>
        ))}
        {about.length > 0 ? <li className="muted">{about.join(' · ')}</li> : null}
      </ul>
      <p className="today-why">{whyWords(say, language, item.why)}</p>
      <div className="today-actions">
        {list.readOnly || done ? null : (
          <button type="button" className="today-log" onClick={() => setLogging(true)}>
            {say('today.log')}
          </button>
        )}
        <Link to="/prospects" className="today-open">
          {say('today.openProspects')}
        </Link>
      </div>
      <More open={open} onToggle={() => setOpen(!open)} />
      {open ? <ItemDetails item={{ ...item, forbidden: [] }} /> : null}
      {logging ? <ProspectLog prospect={{ id, name, channels }} userId={userId} onClose={() => setLogging(false)} /> : null}
    </li>
  )
}
