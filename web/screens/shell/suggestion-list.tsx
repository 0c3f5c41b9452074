import type { InferContractRouterOutputs } from '@orpc/contract'
import type { customerContract } from '../../../server/modules/customer/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'

type Suggestion = InferContractRouterOutputs<typeof customerContract>['suggest']['rows'][number]

interface SuggestionListProps {
  id: string
  rows: readonly Suggestion[]
  marked: number
  problem: string | undefined
  /** the answer belongs to what is typed now */
  settled: boolean
  allText: string
  onOpen: (customerId: string) => void
  onAll: () => void
}

/** What the search found, ready to open. */
export const SuggestionList = ({ id, rows, marked, problem, settled, allText, onOpen, onAll }: SuggestionListProps) => {
  const { say, word } = useWords()
  return (
    <div className="suggestions">
      <ul id={id} role="listbox" aria-label={say('search.label')}>
        {rows.map((row, index) => (
          <li
            key={row.customerId}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === marked}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onOpen(row.customerId)}
          >
            <span className="suggestion-name">{row.name ?? row.customerNo}</span>
            <span className="suggestion-about">{[row.customerNo, row.phoneMasked, row.institutionName].filter(Boolean).join(' · ')}</span>
            <Tag {...(row.tier === 'long_tail' ? {} : { tone: 'accent' as const })}>{word('tier', row.tier)}</Tag>
          </li>
        ))}
      </ul>
      {problem ? (
        <p className="suggestion-note" role="alert">
          {problem}
        </p>
      ) : null}
      {settled && rows.length === 0 ? <p className="suggestion-note">{say('search.none')}</p> : null}
      {rows.length > 0 ? (
        <button type="button" className="suggestion-all" onClick={onAll}>
          {allText}
        </button>
      ) : null}
    </div>
  )
}
