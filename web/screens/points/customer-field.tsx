import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import '../../ui/find.css'

/** One field that finds a customer by name, pinyin, phone tail or number; a press chooses. */
export const CustomerField = ({ onChoose }: { onChoose: (customerId: string) => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const id = useId()
  const [text, setText] = useState('')
  const wanted = text.trim()
  const found = useQuery({
    ...queries.customer.suggest.queryOptions({ input: { search: wanted } }),
    enabled: wanted !== '',
    placeholderData: (before) => before,
  })
  const rows = wanted === '' ? [] : (found.data?.rows ?? [])
  return (
    <div className="find-field points-find">
      <label htmlFor={id}>{say('points.find')}</label>
      <input
        id={id}
        type="search"
        autoComplete="off"
        enterKeyHint="search"
        maxLength={40}
        placeholder={say('search.placeholder')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && rows[0] && onChoose(rows[0].customerId)}
      />
      {found.isError ? (
        <p className="warning-text" role="alert">
          {describe(found.error).text}
        </p>
      ) : null}
      {wanted !== '' && found.isSuccess && rows.length === 0 ? <p className="muted">{say('points.nobody')}</p> : null}
      <ul>
        {rows.map((row) => (
          <li key={row.customerId}>
            <button type="button" onClick={() => onChoose(row.customerId)}>
              <strong>{row.name ?? row.customerNo}</strong>
              <span className="muted small">{[row.customerNo, row.phoneMasked, word('tier', row.tier)].filter(Boolean).join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
