import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TodayItem, TodayList, Wish } from '../../../server/modules/today/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { DueProspects } from '../prospect/due-prospects.tsx'
import { UnitVisitsPanel } from '../payroll/unit-visits-panel.tsx'
import { CarePanel } from '../care/care-panel.tsx'
import { BeforePanel, PostponedPanel } from './day-panels.tsx'
import type { Act } from './item-actions.tsx'
import { OthersSheet } from './others-sheet.tsx'
import { PostponeSheet } from './postpone-sheet.tsx'
import { TodayCard } from './today-item.tsx'
import { ProspectCard } from './today-prospect.tsx'
import { TodayTop } from './today-top.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { useKeptForOffline } from './use-kept-for-offline.ts'
import './today.css'

const route = getRouteApi('/shell/today')

const Nobody = ({ list }: { list: TodayList }) => {
  const { say } = useWords()
  const about = list.workingDay ? (list.candidates > 0 ? 'today.noneAbout' : 'today.noneAtAll') : 'today.noneHoliday'
  return (
    <Empty
      title={say('today.none')}
      about={say(about, { candidates: list.candidates })}
      action={<Link to="/customers">{say('today.openCustomers')}</Link>}
    />
  )
}

type Shown = Extract<Act, { item: TodayItem }> | { kind: 'others' } | undefined

const Page = ({ list, managerId }: { list: TodayList; managerId: number | undefined }) => {
  const describe = useProblem()
  const { say } = useWords()
  const client = useQueryClient()
  const [shown, setShown] = useState<Shown>()
  const wish = useMutation({
    mutationFn: (given: Wish) => api.today.wish(given),
    onSuccess: (answer) => {
      client.setQueryData(queries.today.open.queryKey({ input: { managerId } }), answer)
      void client.invalidateQueries({ queryKey: queries.today.alternatives.key() })
      setShown(undefined)
    },
  })
  const failure = wish.isError ? describe(wish.error).text : undefined
  const show = (next: Shown) => {
    wish.reset()
    setShown(next)
  }
  const act = (given: Act) => {
    if ('item' in given) show(given)
    else wish.mutate(given)
  }
  const rows = [...list.items, ...list.prospects].toSorted((a, b) => a.place - b.place)
  const next = rows.find(({ done }) => !done)
  useKeptForOffline(list)
  const sheet = { pending: wish.isPending, failure, onWish: wish.mutate, onClose: () => setShown(undefined) }
  return (
    <div className="today">
      <TodayTop list={list} onOthers={() => show({ kind: 'others' })} />
      {failure && !shown ? (
        <p className="warning-text" role="alert">
          {failure}
        </p>
      ) : null}
      <div className="today-columns">
        <ol className="today-list" aria-label={say('today.title')} aria-busy={wish.isPending}>
          {rows.length === 0 ? <Nobody list={list} /> : null}
          {rows.map((item) =>
            'prospectId' in item ? (
              <ProspectCard key={item.prospectId} item={item} list={list} next={item === next} />
            ) : (
              <TodayCard key={item.customerId} item={item} list={list} next={item === next} onAct={act} />
            ),
          )}
        </ol>
        <div className="today-side">
          {managerId === undefined ? <DueProspects listed={list.prospects.map(({ prospectId }) => prospectId)} /> : null}
          {managerId === undefined ? <UnitVisitsPanel /> : null}
          {managerId === undefined ? <CarePanel /> : null}
          <PreviewPanel list={list} managerId={managerId} />
          <PostponedPanel list={list} onRelease={(customerId) => wish.mutate({ kind: 'release', customerId })} />
          <BeforePanel before={list.before} />
        </div>
      </div>
      {shown?.kind === 'postpone' ? <PostponeSheet item={shown.item} planDate={list.planDate} {...sheet} /> : null}
      {shown?.kind === 'swap' || shown?.kind === 'others' ? (
        <OthersSheet
          item={shown.kind === 'swap' ? shown.item : undefined}
          managerId={list.manager.id}
          readOnly={list.readOnly}
          {...sheet}
        />
      ) : null}
    </div>
  )
}

/** 今日工作: whom to contact today, in order, and why; the own list, or a manager's, read-only. */
export const TodayScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const { manager } = route.useSearch()
  const managerId = manager === undefined ? undefined : Number(manager)
  const query = useQuery(queries.today.open.queryOptions({ input: { managerId } }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {(list) => <Page list={list} managerId={managerId} />}
    </QueryView>
  )
}
