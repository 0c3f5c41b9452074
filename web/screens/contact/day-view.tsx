import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useId, useState, type FormEvent } from 'react'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Meter } from '../../ui/meter.tsx'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { LogButton } from './log-button.tsx'

type Day = Awaited<ReturnType<typeof api.contact.day>>

const Plan = ({ day }: { day: Day }) => {
  const { say, word } = useWords()
  const queryClient = useQueryClient()
  const cancel = useMutation({
    mutationFn: ({ customerId, forDate }: Day['planned'][number]) => api.contact.planContact({ customerId, forDate, channel: null }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queries.contact.day.key() }),
  })
  if (day.planned.length === 0) return <Empty compact title={say('day.planNone')} />
  return (
    <ul className="due-list">
      {day.planned.map((item) => (
        <li key={`${item.forDate} ${item.customerId}`} className="due-row">
          <span className="due-who">
            <Link to="/customers/$customerId" params={{ customerId: item.customerId }}>
              {item.name ?? item.customerId}
            </Link>
            <Tag>{word('contact_channel', item.channel)}</Tag>
            {item.done ? <Tag tone="accent">{say('day.done')}</Tag> : null}
          </span>
          <span className="due-acts">
            {item.done ? null : (
              <LogButton quiet subject={{ customerId: item.customerId, name: item.name ?? item.customerId, channel: item.channel }} />
            )}
            <button type="button" className="text-button" onClick={() => cancel.mutate(item)}>
              {say('day.remove')}
            </button>
          </span>
          <span className="due-about">
            {item.forDate === day.today ? say('day.planToday') : say('day.planTomorrow', { date: item.forDate })}
          </span>
        </li>
      ))}
    </ul>
  )
}

const Review = ({ day }: { day: Day }) => {
  const { say } = useWords()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const ids = [useId(), useId()] as const
  const [wentWell, setWentWell] = useState(day.review?.wentWell ?? '')
  const [toImprove, setToImprove] = useState(day.review?.toImprove ?? '')
  const save = useMutation({
    mutationFn: () => api.contact.reviewDay({ wentWell, toImprove }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queries.contact.day.key() }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="review-fields" onSubmit={submit}>
      <div className="sheet-field">
        <label htmlFor={ids[0]}>{say('day.well')}</label>
        <textarea id={ids[0]} rows={2} maxLength={500} value={wentWell} onChange={(event) => setWentWell(event.target.value)} />
      </div>
      <div className="sheet-field">
        <label htmlFor={ids[1]}>{say('day.improve')}</label>
        <textarea id={ids[1]} rows={2} maxLength={500} value={toImprove} onChange={(event) => setToImprove(event.target.value)} />
      </div>
      {save.error ? (
        <p className="warning-text" role="alert">
          {describe(save.error).text}
        </p>
      ) : null}
      <Button htmlType="submit" loading={save.isPending}>
        {say(save.isSuccess ? 'day.saved' : 'day.save')}
      </Button>
    </form>
  )
}

/** M28: the quotas, the plan of today and tomorrow, the evening's look back. */
export const DayView = () => {
  const { say, word } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.contact.day.queryOptions({ input: {} }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {(data) => (
        <>
          <Panel title={say('day.quotas')} about={say('day.contactsToday', { count: data.contactsToday })}>
            {data.quotas.map(({ kind, done, goal }) => (
              <div key={kind} className="quota-line">
                <span>{word('quota', kind)}</span>
                <Meter label={word('quota', kind)} value={Math.min(done, Math.max(goal, 1))} full={Math.max(goal, 1)} />
                <span>{say('day.of', { done, goal })}</span>
              </div>
            ))}
          </Panel>
          <Panel title={say('day.plan')}>
            <Plan day={data} />
          </Panel>
          <Panel title={say('day.review')}>
            <Review day={data} />
          </Panel>
        </>
      )}
    </QueryView>
  )
}
