import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import type { CalendarDay } from '../../../server/modules/privacy/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { today } from '../../ui/format/date.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty } from '../../ui/states.tsx'
import { TextField } from './source-field.tsx'
import '../../ui/sheet.css'
import './permission.css'

const route = getRouteApi('/shell/calendar')

const DayForm = ({ onSave, pending }: { onSave: (day: CalendarDay) => void; pending: boolean }) => {
  const { say } = useWords()
  const [day, setDay] = useState('')
  const [about, setAbout] = useState('')
  const [kind, setKind] = useState<'off' | 'work'>('off')
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacking = day === '' || about.trim() === ''
    setMissing(lacking)
    if (!lacking) onSave({ day, working: kind === 'work', about: about.trim() })
  }
  return (
    <form className="calendar-form" onSubmit={submit} noValidate>
      <TextField type="date" label={say('calendar.day')} value={day} onChange={setDay} />
      <TextField label={say('calendar.name')} value={about} longest={60} onChange={setAbout} />
      <Segments
        label={say('calendar.kind')}
        value={kind}
        options={(['off', 'work'] as const).map((value) => ({ value, text: say(`calendar.${value}`) }))}
        onChange={setKind}
      />
      <button type="submit" className="sheet-done" disabled={pending}>
        {say('calendar.add')}
      </button>
      {missing ? (
        <p className="warning-text" role="alert">
          {say('calendar.missing')}
        </p>
      ) : null}
    </form>
  )
}

const Days = ({ days, onRemove }: { days: readonly CalendarDay[]; onRemove: ((day: string) => void) | undefined }) => {
  const { say } = useWords()
  return (
    <table className="plain-table">
      <tbody>
        {days.map(({ day, working, about }) => (
          <tr key={day}>
            <td>{day}</td>
            <td className="text-cell">
              <Tag {...(working ? { tone: 'warning' as const } : {})}>{say(working ? 'calendar.work' : 'calendar.off')}</Tag> {about}
            </td>
            <td>
              {onRemove ? (
                <button type="button" className="sheet-close" aria-label={say('calendar.remove', { day })} onClick={() => onRemove(day)}>
                  {say('shell.remove')}
                </button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** 节假日与调休: the days that are not what their weekday says, kept by compliance and head office. */
export const CalendarScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const thisYear = Number(today().slice(0, 4))
  const year = Number(route.useSearch().year ?? thisYear)
  const query = useQuery(queries.privacy.calendar.queryOptions({ input: { year } }))
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: queries.privacy.calendar.key() })
  const save = useMutation({ mutationFn: (day: CalendarDay) => api.privacy.saveCalendarDay(day), onSuccess })
  const remove = useMutation({ mutationFn: (day: string) => api.privacy.removeCalendarDay({ day }), onSuccess })
  const failure = save.error ?? remove.error
  return (
    <div className="calendar-screen">
      <div className="calendar-head">
        <h1>{say('calendar.title')}</h1>
        <Segments
          label={say('calendar.year')}
          value={String(year)}
          options={[thisYear - 1, thisYear, thisYear + 1].map((one) => ({ value: String(one), text: String(one) }))}
          onChange={(next) => void navigate({ to: '/calendar', search: { year: next }, replace: true })}
        />
      </div>
      <p className="muted small">{say('calendar.about')}</p>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ days, mayKeep }) => (
          <>
            {mayKeep ? <DayForm onSave={(day) => save.mutate(day)} pending={save.isPending} /> : null}
            {failure ? (
              <p className="warning-text" role="alert">
                {describe(failure).text}
              </p>
            ) : null}
            <Panel title={say('calendar.title')} about={String(year)}>
              {days.length === 0 ? (
                <Empty compact title={say('calendar.none', { year })} about={say('calendar.noneAbout')} />
              ) : (
                <Days days={days} onRemove={mayKeep ? (day) => remove.mutate(day) : undefined} />
              )}
            </Panel>
          </>
        )}
      </QueryView>
    </div>
  )
}
