import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { TodayItem } from '../../../server/modules/today/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { openWorklog } from '../contact/worklog.ts'
import { TalkButton } from '../talk/talk-button.tsx'

const IntroductionSheet = lazy(() => import('../handover/introduction-sheet.tsx').then((module) => ({ default: module.IntroductionSheet })))

/** What was pressed: done at once, or asked about in a sheet. */
export type Act =
  { kind: 'pin' | 'release'; customerId: string } | { kind: 'swap'; item: TodayItem } | { kind: 'postpone'; item: TodayItem }

interface ActionsProps {
  item: TodayItem
  readOnly: boolean
  onAct: (act: Act) => void
}

/** What can be done with a contact of the day; who only reads opens the dossier. */
export const ItemActions = ({ item, readOnly, onAct }: ActionsProps) => {
  const { say } = useWords()
  const [introducing, setIntroducing] = useState(false)
  const { customerId, pinned, channel, purpose } = item
  const log = () => openWorklog({ customerId, name: item.name ?? item.customerNo, channel, purpose })
  return (
    <div className="today-actions">
      {readOnly || item.done ? null : (
        <button type="button" className="today-log" onClick={log}>
          {say('today.log')}
        </button>
      )}
      {readOnly ? null : (
        <TalkButton
          subject={{ customerId, name: item.name ?? item.customerNo, channel, purpose }}
          reasons={item.reasons.map(({ code }) => code)}
        />
      )}
      <Link to="/customers/$customerId" params={{ customerId }} className="today-open">
        {say('today.open')}
      </Link>
      {readOnly || item.done || !item.reasons.some(({ code }) => code === 'handover') ? null : (
        <button type="button" onClick={() => setIntroducing(true)}>
          {say('handover.introduce')}
        </button>
      )}
      {readOnly || item.done ? null : (
        <>
          <button type="button" onClick={() => onAct({ kind: pinned ? 'release' : 'pin', customerId })}>
            {say(pinned ? 'today.release' : 'today.pin')}
          </button>
          <button type="button" onClick={() => onAct({ kind: 'swap', item })}>
            {say('today.swap')}
          </button>
          <button type="button" onClick={() => onAct({ kind: 'postpone', item })}>
            {say('today.postpone')}
          </button>
        </>
      )}
      {introducing ? (
        <Suspense fallback={null}>
          <IntroductionSheet subject={{ customerId, name: item.name ?? item.customerNo }} onClose={() => setIntroducing(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}
