import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { mayArrangePeople, readsPeople, useMe } from '../../../api/session.ts'
import { useWords } from '../../../i18n/index.ts'
import { Panel } from '../../../ui/panel.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { Empty } from '../../../ui/states.tsx'
import { NoPermission } from '../../shell/route-states.tsx'
import { InstitutionsView } from './institutions-view.tsx'
import { OrphansPanel } from './orphans-panel.tsx'
import { PeopleList } from './people-list.tsx'
import type { PeopleSearch } from './people-search.ts'
import { PersonPanel } from './person-panel.tsx'
import { AddPerson } from './post-forms.tsx'
import './people.css'

const route = getRouteApi('/shell/people')
type View = 'people' | 'institutions'

/** 人员与岗位, 机构与群落: who works where, as what, and who stands in for whom. */
export const PeopleScreen = () => (readsPeople(useMe()) ? <People /> : <NoPermission />)

const People = () => {
  const { say } = useWords()
  const me = useMe()
  const search: PeopleSearch = route.useSearch()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const view: View = search.view === 'institutions' ? 'institutions' : 'people'
  const change = (changed: PeopleSearch) => void navigate({ to: '/people', search: (before) => ({ ...before, ...changed }), replace: true })
  const person = Number(search.person)
  return (
    <div className="people">
      <div className="people-head">
        <h1>{say('people.title')}</h1>
        <Segments<View>
          label={say('people.view')}
          value={view}
          options={[
            { value: 'people', text: say('people.title') },
            { value: 'institutions', text: say('people.institutions') },
          ]}
          onChange={(next) => void navigate({ to: '/people', search: next === 'people' ? {} : { view: next } })}
        />
        {view === 'people' && mayArrangePeople(me) ? <Button onClick={() => setAdding(true)}>{say('people.add')}</Button> : null}
      </div>
      {view === 'institutions' ? (
        <InstitutionsView />
      ) : (
        <>
          <OrphansPanel />
          <div className={person > 0 ? 'people-sides people-chosen' : 'people-sides'}>
            <PeopleList search={search} onChange={change} />
            <div className="people-side">
              {person > 0 ? (
                <>
                  <button type="button" className="people-back" onClick={() => change({ person: '' })}>
                    {say('shell.back')}
                  </button>
                  <PersonPanel staffId={person} />
                </>
              ) : (
                <Panel title={say('people.choose')}>
                  <Empty compact title={say('people.chooseAbout')} />
                </Panel>
              )}
            </div>
          </div>
        </>
      )}
      {adding ? (
        <AddPerson
          onClose={() => setAdding(false)}
          onDone={(staffId) => {
            setAdding(false)
            change({ person: String(staffId) })
          }}
        />
      ) : null}
    </div>
  )
}
