import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty } from '../../ui/states.tsx'
import { PromiseLine } from './promise-line.tsx'

/** What was promised and not yet settled, the first due first: one's own customers', or the whole outlet's. */
export const PromisesView = ({ overdue }: { overdue: boolean }) => {
  const { say } = useWords()
  const describe = useProblem()
  const navigate = useNavigate()
  const query = useQuery(queries.contact.promises.queryOptions({ input: overdue ? { overdue } : {} }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ promises }) => (
        <Panel
          className="timeline"
          title={say('promises.title')}
          extra={
            <Segments
              label={say('due.view')}
              value={overdue ? 'overdue' : 'all'}
              options={(['all', 'overdue'] as const).map((value) => ({
                value,
                text: say(value === 'all' ? 'promises.all' : 'promises.overdue'),
              }))}
              onChange={(next) =>
                void navigate({
                  to: '/contacts',
                  search: next === 'overdue' ? { view: 'promises', state: 'overdue' } : { view: 'promises' },
                  replace: true,
                })
              }
            />
          }
        >
          {promises.length === 0 ? (
            <Empty compact title={say('promises.none')} />
          ) : (
            <ol>
              {promises.map((promise) => (
                <PromiseLine key={promise.id} promise={promise} customer={promise.customerName ?? promise.customerId} />
              ))}
            </ol>
          )}
        </Panel>
      )}
    </QueryView>
  )
}
