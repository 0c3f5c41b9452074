import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { createPortal } from 'react-dom'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { today } from '../../ui/format/date.ts'
import { Panel } from '../../ui/panel.tsx'
import { TextField } from '../privacy/source-field.tsx'
import './health.css'

const within = (text: string, least: number, most: number): number | undefined => {
  const value = Number(text)
  return /^\d{2,3}$/.test(text.trim()) && value >= least && value <= most ? value : undefined
}

/** The card as it is printed for the customer: figures alone, no judgement, no name. */
const PrintedCard = ({ figures, date }: { figures: string; date: string }) => {
  const { say } = useWords()
  return createPortal(
    <div className="health-printed" aria-hidden="true">
      <h1>{say('health.printTitle')}</h1>
      <p>{date}</p>
      <p className="health-figures">{figures}</p>
      <p>{say('health.printAbout')}</p>
    </div>,
    document.body,
  )
}

/** The blood-pressure desk (M64) where the bank runs it: a reading goes on the customer's printed card; kept only under a consent of its own. */
export const HealthCard = ({ customerId }: { customerId: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [id, setId] = useState(() => crypto.randomUUID())
  const [texts, setTexts] = useState({ systolic: '', diastolic: '', pulse: '' })
  const [missing, setMissing] = useState(false)
  const desk = useQuery(queries.health.desk.queryOptions({ input: { customerId } }))
  const again = () => client.invalidateQueries({ queryKey: queries.health.key() })
  const record = useMutation({
    mutationFn: (given: { systolic: number; diastolic: number; pulse: number }) => api.health.record({ customerId, id, ...given }),
    onSuccess: async () => {
      setId(crypto.randomUUID())
      await again()
    },
  })
  const forget = useMutation({ mutationFn: () => api.health.forget({ customerId }), onSuccess: again })
  if (!desk.data?.on) return null
  const { consent, keepDays, readings } = desk.data
  const [systolic, diastolic, pulse] = [within(texts.systolic, 50, 280), within(texts.diastolic, 30, 180), within(texts.pulse, 30, 220)]
  const given = systolic && diastolic && pulse && diastolic < systolic ? { systolic, diastolic, pulse } : undefined
  const figures = given ? say('health.figures', given) : ''
  const failure = record.error ?? forget.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(!given)
    if (given) record.mutate(given)
  }
  const field = (key: keyof typeof texts) => (
    <TextField label={say(`health.${key}`)} value={texts[key]} longest={3} onChange={(value) => setTexts({ ...texts, [key]: value })} />
  )
  return (
    <Panel title={say('health.title')} about={say(consent ? 'health.kept' : 'health.notKept', { days: keepDays })}>
      <form className="sheet-fields health-form" onSubmit={submit} noValidate>
        {field('systolic')}
        {field('diastolic')}
        {field('pulse')}
        {missing || failure ? (
          <p className="warning-text" role="alert">
            {failure ? describe(failure).text : say('health.missing')}
          </p>
        ) : null}
        <div className="sheet-pair">
          <button
            type="button"
            className="sheet-done"
            onClick={() => {
              setMissing(!given)
              if (given) window.print()
            }}
          >
            {say('health.print')}
          </button>
          {consent ? (
            <button type="submit" className="sheet-done" disabled={record.isPending}>
              {say('health.keep')}
            </button>
          ) : null}
        </div>
      </form>
      <ul>
        {readings.map((reading) => (
          <li key={reading.id} className="small">
            {reading.businessDate} ·{' '}
            {say('health.figures', { systolic: reading.systolic, diastolic: reading.diastolic, pulse: reading.pulse })}
          </li>
        ))}
      </ul>
      {readings.length > 0 ? (
        <button type="button" className="text-button" disabled={forget.isPending} onClick={() => forget.mutate()}>
          {say('health.forget')}
        </button>
      ) : null}
      {given ? <PrintedCard figures={figures} date={today()} /> : null}
    </Panel>
  )
}
