import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { seesNights, useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { duration, instant } from '../../ui/format/date.ts'
import { count } from '../../ui/format/rate.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { NoPermission } from '../shell/route-states.tsx'
import { LoadDetail } from './load-detail.tsx'
import { NightDetail } from './night-detail.tsx'
import { took } from './took.ts'
import './night.css'

const route = getRouteApi('/shell/night')
const whileRunning = 1_000
const otherwise = 15_000

const toneOf = (outcome: string): { tone?: 'accent' | 'warning' } =>
  ['stopped', 'failed', 'refused'].includes(outcome)
    ? { tone: 'warning' }
    : ['published', 'loaded'].includes(outcome)
      ? { tone: 'accent' }
      : {}

const NightList = ({ chosen }: { chosen: number | undefined }) => {
  const { say, word, language } = useWords()
  const describe = useProblem()
  const query = useQuery({
    ...queries.extract.nights.queryOptions(),
    staleTime: 0,
    refetchInterval: (state) => (state.state.data?.nights.some((night) => night.outcome === 'running') ? whileRunning : otherwise),
  })
  return (
    <Panel title={say('night.nights')}>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ nights }) =>
          nights.length === 0 ? (
            <Empty compact title={say('night.nights')} about={say('night.nightsNone')} />
          ) : (
            <ul className="runs">
              {nights.map((night) => (
                <li key={night.id}>
                  <Link to="/night" search={{ night: String(night.id) }} className="run" aria-current={night.id === chosen}>
                    <strong>{night.businessDate}</strong>
                    <Tag {...toneOf(night.outcome)}>
                      {night.outcome === 'running'
                        ? say('night.progress', { done: night.stepsDone, total: night.stepsTotal })
                        : word('night_outcome', night.outcome)}
                    </Tag>
                    <span className="muted small">
                      {[
                        instant(night.startedAt, language),
                        took(night) === undefined ? undefined : duration(took(night) ?? 0),
                        night.customers === null ? undefined : `${say('night.customers')} ${count(night.customers)}`,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                    {night.failedChecks > 0 ? (
                      <span className="warning-text small">
                        {say('night.failedChecks')} {night.failedChecks}
                      </span>
                    ) : null}
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  )
}

const LoadList = ({ chosen }: { chosen: number | undefined }) => {
  const { say, word, language } = useWords()
  const describe = useProblem()
  const query = useQuery({
    ...queries.extract.loads.queryOptions(),
    staleTime: 0,
    refetchInterval: (state) => (state.state.data?.loads.some((load) => load.outcome === 'running') ? whileRunning : otherwise),
  })
  return (
    <Panel title={say('night.loads')}>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ loads }) =>
          loads.length === 0 ? (
            <Empty compact title={say('night.loads')} about={say('night.loadsNone')} />
          ) : (
            <ul className="runs">
              {loads.map((load) => (
                <li key={load.id}>
                  <Link to="/night" search={{ load: String(load.id) }} className="run" aria-current={load.id === chosen}>
                    <strong>{load.businessDate ?? say('night.dateUnknown')}</strong>
                    <Tag {...toneOf(load.outcome)}>{word('load_outcome', load.outcome)}</Tag>
                    <span className="muted small">
                      {[
                        instant(load.startedAt, language),
                        load.mapping === 'canonical' ? say('night.canonical') : load.mapping,
                        load.rows === null ? undefined : `${say('night.rows')} ${count(load.rows)}`,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                    {load.problemCount > 0 ? (
                      <span className="warning-text small">
                        {say('night.problems')} {load.problemCount}
                      </span>
                    ) : null}
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  )
}

const idOf = (text: string | undefined): number | undefined => (text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined)

/** 夜间批量: what was loaded, what ran, what was found wanting. */
export const NightScreen = () => (seesNights(useMe()) ? <Nights /> : <NoPermission />)

const Nights = () => {
  const { say } = useWords()
  const { night, load } = route.useSearch()
  const loadId = idOf(load)
  const asked = idOf(night)
  const newest = useQuery({ ...queries.extract.nights.queryOptions(), enabled: asked === undefined && loadId === undefined }).data
    ?.nights[0]?.id
  /** nothing chosen: the newest night, what one comes for in the morning */
  const nightId = asked ?? (loadId === undefined ? newest : undefined)
  return (
    <div className="night">
      <h1>{say('night.title')}</h1>
      <div className={`night-grid ${asked !== undefined || loadId !== undefined ? 'night-chosen' : ''}`}>
        <div className="night-lists">
          <NightList chosen={nightId} />
          <LoadList chosen={loadId} />
        </div>
        <div className="night-detail">
          {nightId !== undefined ? (
            <NightDetail key={nightId} id={nightId} />
          ) : loadId !== undefined ? (
            <LoadDetail key={loadId} id={loadId} />
          ) : (
            <p className="muted night-hint">{say('night.select')}</p>
          )}
        </div>
      </div>
    </div>
  )
}
