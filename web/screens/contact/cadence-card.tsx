import { useQuery } from '@tanstack/react-query'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Facts, Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty, Skeleton } from '../../ui/states.tsx'

/** M10, M21: the class with what gave it, and the clock. */
export const CadenceCard = ({ customerId }: { customerId: string }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.contact.cadence.queryOptions({ input: { customerId } }))
  return (
    <Panel title={say('cadence.title')}>
      <QueryView
        query={query}
        loadingText={say('shell.loading')}
        retryText={say('shell.retry')}
        describe={describe}
        skeleton={<Skeleton height={72} />}
      >
        {({ cadence }) =>
          cadence === null ? (
            <Empty compact title={say('cadence.none')} about={say('cadence.noneAbout')} />
          ) : (
            <>
              <Facts
                facts={[
                  {
                    key: 'class',
                    label: say('cadence.why', {
                      size: word('asset_size', cadence.assetSize),
                      willingness: word('willingness', cadence.willingness),
                    }),
                    note: say('cadence.reasons', {
                      purchases: cadence.purchases,
                      answered: cadence.answered,
                      interested: cadence.interested,
                    }),
                    value: word('contact_class', cadence.class),
                  },
                  {
                    key: 'due',
                    label: say('cadence.due'),
                    value: (
                      <>
                        {cadence.state === 'overdue' ? <Tag tone="warning">{word('due_state', cadence.state)}</Tag> : null} {cadence.dueOn}
                      </>
                    ),
                  },
                  { key: 'last', label: say('cadence.last'), value: cadence.lastContactOn ?? say('cadence.never') },
                ]}
              />
              {cadence.previousClass ? (
                <p className="muted small">
                  {say('cadence.since', {
                    date: cadence.classSince,
                    now: word('contact_class', cadence.class),
                    before: word('contact_class', cadence.previousClass),
                  })}
                </p>
              ) : null}
            </>
          )
        }
      </QueryView>
    </Panel>
  )
}
