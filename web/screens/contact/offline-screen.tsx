import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../../i18n/index.ts'
import { readPocket, type Pocket } from '../../offline/pocket.ts'
import type { PocketProspect } from '../../offline/store.ts'
import { useWaiting } from '../../offline/queue.ts'
import { useSending } from '../../offline/use-sending.ts'
import { useOnline } from '../../ui/media.ts'
import { Panel } from '../../ui/panel.tsx'
import { Empty } from '../../ui/states.tsx'
import { Theme } from '../../ui/theme.tsx'
import { ProspectLog } from '../prospect/prospect-log.tsx'
import { LogButton } from './log-button.tsx'
import { closeWorklog, useWorklog } from './worklog.ts'
import { WorklogSheet } from './worklog-sheet.tsx'
import './contact.css'

const Customers = ({ pocket: { self, customers, prospects } }: { pocket: Pocket }) => {
  const { say } = useWords()
  const waiting = useWaiting(self.userId)
  const subject = useWorklog()
  useSending(self.userId)
  return (
    <>
      {waiting.length > 0 ? (
        <p className="worklog-banner" role="status">
          {say('worklog.waiting', { count: waiting.length })}
        </p>
      ) : null}
      <Panel title={self.name}>
        {customers.length === 0 ? (
          <Empty compact title={say('offline.none')} about={say('offline.noneAbout')} />
        ) : (
          <ul className="due-list">
            {customers.map(({ customerId, customerNo, maskedName }) => (
              <li key={customerId} className="due-row">
                <span className="due-who">
                  <strong>{maskedName}</strong>
                </span>
                <span className="due-acts">
                  <LogButton quiet subject={{ customerId, name: maskedName }} />
                </span>
                <span className="due-about">{customerNo}</span>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Prospects prospects={prospects} userId={self.userId} />
      {subject ? <WorklogSheet key={subject.customerId} subject={subject} userId={self.userId} onClose={closeWorklog} /> : null}
    </>
  )
}

/** Prospects whose next step was in sight; the channels agreed to are all that is known of them here. */
const Prospects = ({ prospects, userId }: { prospects: readonly PocketProspect[]; userId: number }) => {
  const { say, word } = useWords()
  const [open, setOpen] = useState<PocketProspect>()
  if (prospects.length === 0) return null
  return (
    <Panel title={say('prospect.due')}>
      <ul className="due-list">
        {prospects.map((one) => (
          <li key={one.prospectId} className="due-row">
            <span className="due-who">
              <strong>{one.maskedName}</strong>
            </span>
            <span className="due-acts">
              <button
                type="button"
                className="log-button log-quiet"
                aria-label={say('worklog.title', { name: one.maskedName })}
                onClick={() => setOpen(one)}
              >
                {say('worklog.log')}
              </button>
            </span>
            <span className="due-about">{one.channels.map((channel) => word('contact_channel', channel)).join(' · ')}</span>
          </li>
        ))}
      </ul>
      {open ? (
        <ProspectLog
          prospect={{ id: open.prospectId, name: open.maskedName, channels: open.channels }}
          userId={userId}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </Panel>
  )
}

/** What opens without network: the customers seen last, masked, to log contacts of. */
export const OfflineScreen = () => {
  const { say } = useWords()
  const online = useOnline()
  const pocket = useQuery({ queryKey: ['offline', 'pocket'], queryFn: async () => (await readPocket()) ?? null, networkMode: 'always' })
  return (
    <Theme emptyText={say('shell.unknown')}>
      <main className="contacts-screen">
        <h1>{say('offline.title')}</h1>
        {online ? (
          <Link to="/" reloadDocument className="log-button">
            {say('offline.back')}
          </Link>
        ) : (
          <p className="muted">{say('offline.about')}</p>
        )}
        {pocket.data ? <Customers pocket={pocket.data} /> : null}
        {pocket.data === null ? <Empty title={say('offline.none')} about={say('offline.noneAbout')} /> : null}
      </main>
    </Theme>
  )
}
