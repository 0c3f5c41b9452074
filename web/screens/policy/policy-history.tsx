import { useQuery } from '@tanstack/react-query'
import type { PolicyHistoryRow } from '../../../server/modules/policy/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { ValueChange } from './value-change.tsx'

const firstDay = '1900-01-01'

const Row = ({ row }: { row: PolicyHistoryRow }) => {
  const { say, language } = useWords()
  return (
    <li className={row.replaced ? 'history-replaced' : ''}>
      <span className="history-day">{row.validFrom === firstDay ? say('policy.sinceInstall') : row.validFrom}</span>
      <ValueChange from={row.was} to={row.text} />
      {row.replaced ? <span className="muted small">{say('policy.replaced')}</span> : null}
      {row.madeBy === null ? (
        <span className="muted small">{say('policy.byInstall')}</span>
      ) : (
        <span className="muted small">
          {say('policy.made')} {row.madeBy} · {say('policy.checked')} {row.checkedBy} · {instant(row.madeAt, language)}
        </span>
      )}
      {row.madeBy === null ? null : <span className="history-reason">{row.reason}</span>}
    </li>
  )
}

/** Every value a policy ever had or will have, newest first: old → new, who made it, who checked it, why. */
export const PolicyHistory = ({ name }: { name: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.policy.history.queryOptions({ input: { key: name } }))
  return (
    <section aria-label={say('policy.history')}>
      <h3>{say('policy.history')}</h3>
      <QueryView
        query={query}
        loadingText={say('shell.loading')}
        retryText={say('shell.retry')}
        describe={describe}
        skeleton={<Skeleton height={60} />}
      >
        {({ rows }) => (
          <ol className="history">
            {rows.map((row) => (
              <Row key={`${row.validFrom} ${row.version}`} row={row} />
            ))}
          </ol>
        )}
      </QueryView>
    </section>
  )
}
