import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { NextProducts, Suggestion } from '../../../server/modules/suitability/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { percent } from '../../ui/format/rate.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Skeleton } from '../../ui/states.tsx'
import './watch.css'

interface LineProps {
  customerId: string
  suggestion: Suggestion
  next: NextProducts
}

const Line = ({ customerId, suggestion, next }: LineProps) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const id = useRef(crypto.randomUUID())
  const { category, productName, riskLevel, shareBp } = suggestion
  const decline = useMutation({
    mutationFn: () => api.suitability.decline({ id: id.current, customerId, category }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queries.suitability.key() }),
  })
  return (
    <li>
      <span className="watch-who">
        <strong>{productName}</strong>
        <small className="muted">
          {[
            word('category', category),
            riskLevel === null ? undefined : say('watch.fits.risk', { product: riskLevel, customer: next.riskTolerance ?? '—' }),
            say('watch.fits.share', { share: percent(shareBp) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
        {decline.isError ? (
          <small className="warning-text" role="alert">
            {describe(decline.error).text}
          </small>
        ) : null}
      </span>
      {next.mayDecline ? (
        <button type="button" className="watch-more" disabled={decline.isPending} onClick={() => decline.mutate()}>
          {say('watch.next.decline')}
        </button>
      ) : null}
    </li>
  )
}

const Body = ({ customerId, next }: { customerId: string; next: NextProducts }) => {
  const { say, word } = useWords()
  if (!next.applies) return <p className="muted">{say('watch.next.nothing')}</p>
  if (!next.mayContact) return <p className="muted">{say('watch.next.notContactable')}</p>
  return (
    <>
      {next.suggestions.length === 0 ? <p className="muted">{say('watch.next.nothing')}</p> : null}
      <ul className="watch-list watch-next">
        {next.suggestions.map((suggestion) => (
          <Line key={suggestion.category} customerId={customerId} suggestion={suggestion} next={next} />
        ))}
      </ul>
      {next.needsAssessment.length > 0 ? (
        <p className="small warning-text">
          {say(next.assessedOn === null ? 'watch.next.assess' : 'watch.next.assessAgain', {
            date: next.assessedOn ?? '',
            categories: next.needsAssessment.map((category) => word('category', category)).join('、'),
          })}
        </p>
      ) : null}
      <p className="muted small">{say('watch.next.about')}</p>
    </>
  )
}

/** M27: what suits the customer next, on the dossier. A teller sells nothing and sees none of it. */
export const NextProductsCard = ({ customerId }: { customerId: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const teller = useMe().role === 'teller'
  const query = useQuery({ ...queries.suitability.next.queryOptions({ input: { customerId } }), enabled: !teller })
  if (teller) return null
  return (
    <Panel title={say('watch.next.title')}>
      <QueryView
        query={query}
        loadingText={say('shell.loading')}
        retryText={say('shell.retry')}
        describe={describe}
        skeleton={<Skeleton height={60} />}
      >
        {(next) => <Body customerId={customerId} next={next} />}
      </QueryView>
    </Panel>
  )
}
