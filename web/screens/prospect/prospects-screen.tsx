import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { prospectStates, sourceClasses } from '../../../server/modules/prospect/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty } from '../../ui/states.tsx'
import { useScope } from '../shell/scope.ts'
import { AddProspect } from './add-prospect.tsx'
import { ProspectLine } from './prospect-line.tsx'
import { ReturnsPanel } from './returns-panel.tsx'
import '../../ui/lines.css'

const route = getRouteApi('/shell/prospects')
type State = (typeof prospectStates)[number]

/** 准主顾: people who are no customers yet, the next step first, and what the time spent on them brought. */
export const ProspectsScreen = () => {
  const { say, word } = useWords()
  const describe = useProblem()
  const navigate = useNavigate()
  const search = route.useSearch()
  const state: State = prospectStates.find((one) => one === search.state) ?? 'open'
  const sources = sourceClasses.filter((one) => search.source?.split(',').includes(one))
  const me = useMe()
  const { institution } = useScope(me)
  // the own place is everything in sight
  const place = institution === undefined || institution.id === me.institutionId ? {} : { institutionId: institution.id }
  const query = useQuery(queries.prospect.list.queryOptions({ input: { ...place, state, sources } }))
  const [adding, setAdding] = useState(false)
  return (
    <div className="lines-screen">
      <div className="lines-head">
        <h1>{say('prospect.title')}</h1>
        <Segments<State>
          label={say('prospect.state')}
          value={state}
          options={prospectStates.map((value) => ({ value, text: word('prospect_state', value) }))}
          onChange={(next) => void navigate({ to: '/prospects', search: { ...search, state: next } })}
        />
        {query.data?.mayAdd ? (
          <button type="button" className="line-button line-first" onClick={() => setAdding(true)}>
            {say('prospect.add')}
          </button>
        ) : null}
      </div>
      {sources.length > 0 ? (
        <p className="small">
          {say('prospect.onlySources', { what: sources.map((one) => word('prospect_class', one)).join('、') })}{' '}
          <Link to="/prospects" search={{ state }} className="number-link">
            {say('prospect.allSources')}
          </Link>
        </p>
      ) : null}
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ prospects, total, mayAdd }) =>
          prospects.length === 0 ? (
            <Empty title={say('prospect.none')} about={say('prospect.noneAbout')} />
          ) : (
            <Panel
              title={say('prospect.list')}
              about={
                total > prospects.length
                  ? say('prospect.first', { count: total, shown: prospects.length })
                  : say('prospect.count', { count: total })
              }
            >
              <ul className="lines">
                {prospects.map((prospect) => (
                  <ProspectLine key={prospect.id} prospect={prospect} mayAct={mayAdd} />
                ))}
              </ul>
            </Panel>
          )
        }
      </QueryView>
      <ReturnsPanel {...place} />
      {adding ? <AddProspect onClose={() => setAdding(false)} /> : null}
    </div>
  )
}
