import { useQuery } from '@tanstack/react-query'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { percent } from '../../ui/format/rate.ts'
import { Facts, Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Skeleton } from '../../ui/states.tsx'

/** M51, M57: converted assets with their maths, and what events go by. */
export const ConvertedCard = ({ customerId }: { customerId: string }) => {
  const { say, word, language } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.conversion.show.queryOptions({ input: { customerId } }))
  return (
    <Panel title={say('planner.converted')} about={say('planner.convertedAbout')}>
      <QueryView
        query={query}
        loadingText={say('shell.loading')}
        retryText={say('shell.retry')}
        describe={describe}
        skeleton={<Skeleton height={80} />}
      >
        {(shown) => (
          <>
            <Facts
              facts={[
                ...shown.lines.map((line) => ({
                  key: line.category,
                  label: word('category', line.category),
                  note: (
                    <>
                      <Amount fen={line.balanceFen} language={language} /> × {percent(line.coefficientBp, 0)}
                    </>
                  ),
                  value: <Amount fen={line.convertedFen} language={language} />,
                })),
                {
                  key: 'sum',
                  label: <strong>{say('planner.convertedSum')}</strong>,
                  note: say(shown.experience ? 'planner.byConverted' : 'planner.byTier', { level: word('tier', shown.level) }),
                  value: <Amount fen={shown.convertedFen} language={language} />,
                },
              ]}
            />
            {shown.superMember ? <Tag tone="accent">{say('planner.superMember')}</Tag> : null}
          </>
        )}
      </QueryView>
    </Panel>
  )
}
