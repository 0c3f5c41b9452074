import { useQuery } from '@tanstack/react-query'
import { useId, useState, type KeyboardEvent } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'
import { usePaused } from '../../ui/paused.ts'
import '../../ui/find.css'

/** One field for whoever stands at the counter: number, phone or name; arrows mark, Enter chooses. */
export const CustomerPick = ({ onPick }: { onPick: (customerId: string) => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const id = useId()
  const [text, setText] = useState('')
  const [marked, setMarked] = useState(0)
  const wanted = usePaused(text.trim(), 140)
  const query = useQuery({
    ...queries.customer.suggest.queryOptions({ input: { search: wanted } }),
    enabled: wanted !== '',
    staleTime: 30_000,
  })
  const rows = wanted === '' ? [] : (query.data?.rows ?? [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const chosen = rows[marked]
    if (event.key === 'ArrowDown') setMarked(Math.max(0, Math.min(marked + 1, rows.length - 1)))
    else if (event.key === 'ArrowUp') setMarked(Math.max(marked - 1, 0))
    else if (event.key === 'Enter' && chosen && wanted === text.trim()) onPick(chosen.customerId)
    else return
    event.preventDefault()
  }
  return (
    <div className="find-field leave-pick">
      <label htmlFor={id}>{say('leave.find')}</label>
      <input
        id={id}
        type="search"
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={rows[marked] ? `${id}-${marked}` : undefined}
        placeholder={say('leave.findHint')}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setMarked(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={say('leave.find')}>
        {rows.map((row, index) => (
          <li
            key={row.customerId}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === marked}
            onClick={() => onPick(row.customerId)}
          >
            <strong>{row.name ?? row.customerNo}</strong>
            <span>{[row.customerNo, row.phoneMasked, row.institutionName].filter(Boolean).join(' · ')}</span>
            <Tag>{word('tier', row.tier)}</Tag>
          </li>
        ))}
      </ul>
      {query.isError ? (
        <p className="warning-text" role="alert">
          {describe(query.error).text}
        </p>
      ) : null}
      {query.isSuccess && wanted !== '' && rows.length === 0 ? <p className="muted">{say('leave.findNone')}</p> : null}
    </div>
  )
}
