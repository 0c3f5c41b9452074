import { useQuery } from '@tanstack/react-query'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'

const signed = (count: number) => (count > 0 ? `+${count}` : `−${-count}`)

/** Every count with its difference and who decided on it. */
export const CountsPanel = () => {
  const { say, word, language } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.gift.counts.queryOptions())
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ counts }) => (
        <Panel title={say('gifts.counts')}>
          {counts.length === 0 ? <Empty compact title={say('gifts.noCounts')} /> : null}
          <ul>
            {counts.map((count) => (
              <li key={count.countId} className="points-line" data-count={count.countId}>
                <span>
                  <strong>{count.giftName}</strong>
                  <span className="muted small points-about">
                    {[
                      count.institutionName,
                      count.documentNo,
                      say('gifts.counted', { book: count.book, found: count.found }),
                      count.note,
                      count.countedBy,
                      instant(count.at, language),
                      count.decidedBy,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                {count.decision ? (
                  <Tag {...(count.decision === 'waiting' ? { tone: 'warning' as const } : {})}>
                    {word('count_decision', count.decision)}
                  </Tag>
                ) : null}
                <span className="points-number">
                  {count.found === count.book
                    ? say('gifts.noDifference')
                    : say('gifts.difference', { count: signed(count.found - count.book) })}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </QueryView>
  )
}
