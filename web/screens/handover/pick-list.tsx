import { useState } from 'react'
import type { PreviewRow } from '../../../server/modules/handover/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { Panel, Tag } from '../../ui/panel.tsx'
import { Segments } from '../../ui/segments.tsx'

interface PickListProps {
  title: string
  customers: readonly PreviewRow[]
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

const filters = ['all', 'a', 'b', 'c', 'open'] as const
type Filter = (typeof filters)[number]
const fits = (row: PreviewRow, filter: Filter): boolean =>
  filter === 'all' || (filter === 'open' ? row.openCase || row.promises.length > 0 : row.class === filter)

/** Which customers go over: ticked one by one, or all of a class at once; what is open about each stands beside it. */
export const PickList = ({ title, customers, chosen, onChange }: PickListProps) => {
  const { say, word } = useWords()
  const [filter, setFilter] = useState<Filter>('all')
  const shown = customers.filter((row) => fits(row, filter))
  const all = shown.every(({ customerId }) => chosen.has(customerId))
  const press = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen)
    for (const id of ids) {
      if (on) next.add(id)
      else next.delete(id)
    }
    onChange(next)
  }
  const texts: Record<Filter, string> = {
    all: say('handover.all'),
    a: word('contact_class', 'a'),
    b: word('contact_class', 'b'),
    c: word('contact_class', 'c'),
    open: say('handover.withOpen'),
  }
  const ids = shown.map(({ customerId }) => customerId)
  return (
    <Panel title={title} about={say('handover.chosen', { chosen: chosen.size, of: customers.length })}>
      <div className="lines-tools">
        <Segments<Filter>
          label={say('handover.filter')}
          value={filter}
          options={filters.map((value) => ({ value, text: texts[value] }))}
          onChange={setFilter}
        />
        <button type="button" className="line-button" onClick={() => press(ids, !all)}>
          {say(all ? 'handover.clear' : 'handover.chooseAll')}
        </button>
      </div>
      <ul className="lines handover-chosen">
        {shown.map((row) => (
          <PickRow key={row.customerId} row={row} on={chosen.has(row.customerId)} onChange={(on) => press([row.customerId], on)} />
        ))}
      </ul>
    </Panel>
  )
}

const PickRow = ({ row, on, onChange }: { row: PreviewRow; on: boolean; onChange: (on: boolean) => void }) => {
  const { say, word, language } = useWords()
  return (
    <li>
      <label className="handover-pick">
        <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
        <span className="line-who">
          <strong>{row.name ?? row.customerNo}</strong>
          {row.class ? <Tag tone="accent">{word('contact_class', row.class)}</Tag> : null}
          {row.openCase ? <Tag tone="warning">{say('handover.openCase')}</Tag> : null}
          {row.birthdayOn ? <Tag>{say('handover.birthday', { date: row.birthdayOn })}</Tag> : null}
        </span>
      </label>
      <span className="line-about">
        {row.lastContactOn ? say('due.last', { date: row.lastContactOn }) : say('due.never')}
        {row.promises.map(({ what, dueOn }) => ` · ${say('handover.promise', { what, date: dueOn })}`).join('')}
      </span>
      <span className="line-acts">
        <Amount fen={row.aumFen} language={language} />
      </span>
    </li>
  )
}
