import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Segments } from '../../ui/segments.tsx'
import { CoverageView } from './coverage-view.tsx'
import { DayView } from './day-view.tsx'
import { DueView } from './due-view.tsx'
import { PromisesView } from './promises-view.tsx'
import './contact.css'

const route = getRouteApi('/shell/contacts')
const views = ['due', 'coverage', 'promises', 'day'] as const
type View = (typeof views)[number]

/** 联系: who is due, how well managers cover their customers, what was promised, one's own day. */
export const ContactsScreen = () => {
  const { say } = useWords()
  const me = useMe()
  const search = route.useSearch()
  const navigate = useNavigate()
  const first: View = me.role === 'relationship_manager' ? 'due' : 'coverage'
  const view = views.find((one) => one === search.view) ?? first
  const order = first === 'due' ? views : (['coverage', 'due', 'promises', 'day'] as const)
  return (
    <div className="contacts-screen">
      <div className="contacts-head">
        <h1>{say(`${view}.title`)}</h1>
        <Segments<View>
          label={say('due.view')}
          value={view}
          options={order.map((value) => ({ value, text: say(`${value}.title`) }))}
          onChange={(next) => void navigate({ to: '/contacts', search: { view: next } })}
        />
      </div>
      {view === 'due' ? <DueView managerId={search.manager} state={search.state === 'overdue' ? 'overdue' : 'due'} /> : null}
      {view === 'coverage' ? <CoverageView /> : null}
      {view === 'promises' ? <PromisesView overdue={search.state === 'overdue'} /> : null}
      {view === 'day' ? <DayView /> : null}
    </div>
  )
}
