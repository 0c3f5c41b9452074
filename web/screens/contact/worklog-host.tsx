import { lazy, Suspense, useEffect, useState } from 'react'
import type { Me } from '../../../server/modules/organisation/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { keepSelf } from '../../offline/pocket.ts'
import { useWaiting } from '../../offline/queue.ts'
import { registerOffline } from '../../offline/register.ts'
import { useSending } from '../../offline/use-sending.ts'
import { useOnline } from '../../ui/media.ts'
import { QueueSheet } from './queue-sheet.tsx'
import { dismissTold, useTold } from './told.ts'
import { closeWorklog, useWorklog } from './worklog.ts'
import './contact.css'

const fetchSheet = () => import('./worklog-sheet.tsx')
const WorklogSheet = lazy(async () => ({ default: (await fetchSheet()).WorklogSheet }))

/** Keeps who is signed in for times without network, and makes the pages ready for them. */
const useReadiness = ({ userId, name }: Me): void => {
  const online = useOnline()
  useEffect(() => {
    if (!online) return
    void keepSelf({ userId, name })
    const timer = setTimeout(() => void Promise.all([registerOffline(), fetchSheet()]), 2_000)
    return () => clearTimeout(timer)
  }, [userId, name, online])
}

/** The worklog's sheet, wherever it was opened from, and what waits to be sent or was not taken. */
export const WorklogHost = ({ me }: { me: Me }) => {
  const { say, word } = useWords()
  const subject = useWorklog()
  const waiting = useWaiting(me.userId)
  const told = useTold()
  const [showing, setShowing] = useState(false)
  useSending(me.userId)
  useReadiness(me)
  const refused = waiting.filter((one) => one.refused !== null)
  const pending = waiting.length - refused.length
  return (
    <>
      {waiting.length > 0 ? (
        <div className="worklog-banner" role="status">
          <span>
            {pending > 0 ? <strong title={say('worklog.waitingAbout')}>{say('worklog.waiting', { count: pending })}</strong> : null}
            {refused.length > 0 ? <strong className="warning-text">{say('worklog.notTaken', { count: refused.length })}</strong> : null}
          </span>
          <button type="button" onClick={() => setShowing(true)}>
            {say('worklog.show')}
          </button>
        </div>
      ) : null}
      {told ? (
        <div className={told.warning ? 'worklog-banner worklog-flagged' : 'worklog-banner'} role="status">
          <span>{told.warning ? say('worklog.savedFlagged', { reason: word('contact_reason', told.warning) }) : say('worklog.saved')}</span>
          {told.warning ? (
            <button type="button" onClick={dismissTold}>
              {say('worklog.close')}
            </button>
          ) : null}
        </div>
      ) : null}
      {showing ? <QueueSheet waiting={waiting} userId={me.userId} onClose={() => setShowing(false)} /> : null}
      {subject ? (
        <Suspense fallback={null}>
          <WorklogSheet key={subject.customerId} subject={subject} userId={me.userId} onClose={closeWorklog} />
        </Suspense>
      ) : null}
    </>
  )
}
