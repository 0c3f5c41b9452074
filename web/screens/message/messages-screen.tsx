import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Segments } from '../../ui/segments.tsx'
import { BlocksView } from './blocks-view.tsx'
import { OutboxView } from './outbox-view.tsx'
import { PrintView } from './print-view.tsx'
import { RepliesView } from './replies-view.tsx'
import { TemplatesView } from './templates-view.tsx'
import { viewsOf } from './views.ts'
import './message.css'

const route = getRouteApi('/shell/messages')

/** 消息: what was written to whom and how far it got, what needs a hand, letters to print, answers, wordings. */
export const MessagesScreen = () => {
  const { say } = useWords()
  const me = useMe()
  const search = route.useSearch()
  const navigate = useNavigate()
  const views = viewsOf(me.role)
  const view = views.find((one) => one === search.view) ?? views[0] ?? 'outbox'
  return (
    <div className="messages-screen">
      <div className="messages-head">
        <h1>{say('messages.title')}</h1>
        <Segments
          label={say('messages.view')}
          value={view}
          options={views.map((value) => ({ value, text: say(`messages.views.${value}`) }))}
          onChange={(next) => void navigate({ to: '/messages', search: { view: next } })}
        />
      </div>
      {view === 'outbox' ? <OutboxView key="outbox" states={[]} /> : null}
      {view === 'troubles' ? <OutboxView key="troubles" states={['failed', 'in_doubt', 'undelivered']} /> : null}
      {view === 'print' ? <PrintView /> : null}
      {view === 'replies' ? <RepliesView /> : null}
      {view === 'templates' ? <TemplatesView /> : null}
      {view === 'words' ? <BlocksView /> : null}
    </div>
  )
}
