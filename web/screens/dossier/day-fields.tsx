import { useId } from 'react'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import { daysIn, type Draft } from './draft.ts'

interface DayFieldsProps {
  draft: Draft
  change: (part: Partial<Draft>) => void
  /** whether the day may be left out */
  optional?: boolean
}

const Pick = ({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: string
  options: string[]
  onChange: (value: string) => void
}) => {
  const id = useId()
  return (
    <div className="sheet-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((text, index) => (
          <option key={text} value={index + 1}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

/** A day of every year: by which calendar, month and day, leap month. */
export const DayFields = ({ draft, change, optional = false }: DayFieldsProps) => {
  const { say } = useWords()
  const { calendar, month, day, leap } = draft
  const lunar = calendar === 'lunar'
  const named = (words: string) => words.split(' ').map((one) => one.replaceAll('_', ' '))
  const months = lunar ? named(say('facts.lunarMonths')) : Array.from({ length: 12 }, (_, index) => String(index + 1))
  const days = lunar
    ? named(say('facts.lunarDays'))
    : Array.from({ length: daysIn('solar', Number(month)) }, (_, index) => String(index + 1))
  const calendars = (['solar', 'lunar'] as const).map((value) => ({ value, text: say(`facts.${value}`) }))
  return (
    <div className="sheet-field" role="group" aria-label={say(optional ? 'facts.birthday' : 'facts.calendar')}>
      <span>{say(optional ? 'facts.birthday' : 'facts.calendar')}</span>
      <Chips
        label={say('facts.calendar')}
        options={calendars}
        chosen={calendar === null ? [] : [calendar]}
        single
        onChange={([next]) => change({ calendar: next ?? (optional ? null : calendar) })}
      />
      {calendar === null ? null : (
        <div className="sheet-pair">
          <Pick label={say('facts.month')} value={month} options={months} onChange={(next) => change({ month: next })} />
          <Pick label={say('facts.day')} value={day} options={days} onChange={(next) => change({ day: next })} />
        </div>
      )}
      {lunar ? (
        <label className="sheet-check">
          <input type="checkbox" checked={leap} onChange={(event) => change({ leap: event.target.checked })} />
          {say('facts.leapMonth')}
        </label>
      ) : null}
    </div>
  )
}
