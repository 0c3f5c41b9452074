import type { UseQueryResult } from '@tanstack/react-query'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Skeleton } from '../../ui/states.tsx'

interface Suggested {
  suggestions: { body: string; likenessBp: number }[]
  facts: string[]
}

/** Words to start from; pressing one takes it over. */
export const Suggestions = ({
  query,
  chosen,
  onChoose,
}: {
  query: UseQueryResult<Suggested>
  chosen: string
  onChoose: (body: string) => void
}) => {
  const { say } = useWords()
  const describe = useProblem()
  if (query.isError) return <p className="muted small">{describe(query.error).text}</p>
  if (!query.data) return <Skeleton height={120} />
  const { suggestions, facts } = query.data
  return (
    <div className="sheet-field">
      <span>{say('messages.compose.suggestions')}</span>
      {suggestions.length === 0 ? <p className="muted small">{say('messages.compose.noSuggestions')}</p> : null}
      <ul className="word-choices">
        {suggestions.map(({ body, likenessBp }) => (
          <li key={body}>
            <button type="button" aria-pressed={body === chosen} onClick={() => onChoose(body)}>
              {body}
              {likenessBp > 0 ? (
                <small className="warning-text">{say('messages.compose.like', { percent: `${Math.round(likenessBp / 100)}%` })}</small>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
      {facts.length > 0 ? <p className="muted small">{say('messages.compose.facts', { facts: facts.join('、') })}</p> : null}
    </div>
  )
}
