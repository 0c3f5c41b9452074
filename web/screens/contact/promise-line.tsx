import { useState } from 'react'
import type { PromiseRow } from '../../../server/modules/contact/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'
import { SettleSheet } from './settle-sheet.tsx'
import './contact.css'

/** A promise: what, by when, how it stands; one that is open can be settled. `customer` names whom it was made to, where that is not plain. */
export const PromiseLine = ({ promise, customer }: { promise: PromiseRow; customer?: string }) => {
  const { say } = useWords()
  const [settling, setSettling] = useState(false)
  const open = promise.state === 'open' || promise.state === 'overdue'
  return (
    <li>
      <span className="timeline-when">{promise.dueOn}</span>
      <span className="timeline-what">
        {customer ? <strong>{customer}</strong> : null}
        {say('timeline.promise', { what: promise.what })}
        <Tag {...(promise.state === 'overdue' ? { tone: 'warning' as const } : {})}>{say(`timeline.state.${promise.state}`)}</Tag>
      </span>
      <span className="timeline-about">
        {promise.staffName}
        {promise.proof ? <span>{promise.proof}</span> : null}
        {promise.toldCustomer ? <span>{say('timeline.told')}</span> : null}
        {open ? (
          <button type="button" className="text-button" onClick={() => setSettling(true)}>
            {say('timeline.settle')}
          </button>
        ) : null}
      </span>
      {settling ? <SettleSheet promise={promise} onClose={() => setSettling(false)} /> : null}
    </li>
  )
}
