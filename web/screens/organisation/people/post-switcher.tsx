import { useProblem } from '../../../api/problem.ts'
import { useWords } from '../../../i18n/index.ts'
import { useHatWords, useMyScope, useWear } from './hat-words.ts'

/** The posts a person can change to, in the user's panel; nothing for whoever has only one. */
export const PostSwitcher = ({ onDone }: { onDone: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const call = useHatWords()
  const wear = useWear()
  const { data } = useMyScope()
  if (!data || data.hats.length < 2) return null
  return (
    <div className="user-posts" role="group" aria-label={say('myScope.switch')}>
      <span className="muted small">{say('myScope.switch')}</span>
      {data.hats.map((hat) => (
        <button
          key={hat.key}
          type="button"
          aria-pressed={hat.key === data.worn}
          disabled={wear.isPending}
          onClick={() => (hat.key === data.worn ? onDone() : wear.mutate(hat.key))}
        >
          {call(hat)}
          {hat.lastOn ? <span className="muted small"> {say('myScope.until', { date: hat.lastOn })}</span> : null}
        </button>
      ))}
      {wear.error ? (
        <p className="warning-text small" role="alert">
          {describe(wear.error).text}
        </p>
      ) : null}
    </div>
  )
}
