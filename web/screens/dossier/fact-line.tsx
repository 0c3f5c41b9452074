import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Fact } from '../../../server/modules/dossier/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'
import { useFactWords } from './fact-words.ts'

interface FactLineProps {
  fact: Fact
  mayRecord: boolean
  onCorrect: (fact: Fact) => void
}

/** What is known, who told it, how long ago it was confirmed, and what it said before. */
export const FactLine = ({ fact, mayRecord, onCorrect }: FactLineProps) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const { text, beside, ago } = useFactWords()
  const queryClient = useQueryClient()
  const confirm = useMutation({
    mutationFn: () => api.dossier.confirm({ factId: fact.id, saidBy: 'customer' }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: queries.dossier.key() }),
        queryClient.invalidateQueries({ queryKey: queries.contact.timeline.key() }),
      ]),
  })
  const what = text(fact.detail)
  const more = beside(fact.detail)
  const [before] = fact.earlier
  return (
    <li className="fact">
      <span className="fact-what">
        <strong>{what}</strong>
        {more === '' ? null : <span>{more}</span>}
        {fact.relative ? (
          <Link to="/customers/$customerId" params={{ customerId: fact.relative.customerId }}>
            {say('facts.alsoCustomer')}
          </Link>
        ) : null}
        {fact.stale ? <Tag tone="warning">{say('facts.stale')}</Tag> : null}
      </span>
      {before ? (
        <span className="fact-about">
          {say('facts.was', {
            what: [text(before.detail), beside(before.detail)].filter((part) => part !== '').join(' · '),
            name: before.staffName,
            date: before.recordedOn,
          })}
        </span>
      ) : null}
      <span className="fact-about" title={fact.confirmedOn}>
        {say('facts.by', { source: word('said_by', fact.saidBy), name: fact.confirmedBy })} · {ago(fact)}
      </span>
      {mayRecord ? (
        <span className="fact-acts">
          <button
            type="button"
            className="text-button"
            aria-label={say('facts.confirmOf', { what })}
            disabled={confirm.isPending}
            onClick={() => confirm.mutate()}
          >
            {say('facts.confirm')}
          </button>
          <button type="button" className="text-button" aria-label={say('facts.correctOf', { what })} onClick={() => onCorrect(fact)}>
            {say('facts.correct')}
          </button>
        </span>
      ) : null}
      {confirm.error ? (
        <span className="warning-text" role="alert">
          {describe(confirm.error).text}
        </span>
      ) : null}
    </li>
  )
}
