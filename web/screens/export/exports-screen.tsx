import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ExportItem } from '../../../server/modules/export/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { ExportCard } from './export-card.tsx'
import './export.css'

const moving: readonly ExportItem['state'][] = ['queued', 'running']
const whileMoving = 1_000
const whileWaiting = 15_000

/** What I have asked to take out: where it stands, until when it can be fetched. The work goes on when the page is left. */
export const ExportsScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery({
    ...queries.export.list.queryOptions(),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.items.some((item) => moving.includes(item.state)) ? whileMoving : whileWaiting),
  })
  return (
    <div className="exports">
      <header className="exports-head">
        <h1>{say('exports.title')}</h1>
        <span className="muted small">{say('exports.about')}</span>
      </header>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title={say('exports.none')}
              about={say('exports.noneAbout')}
              action={<Link to="/customers">{say('exports.toList')}</Link>}
            />
          ) : (
            <ul className="export-list" aria-label={say('exports.title')}>
              {items.map((item) => (
                <ExportCard key={item.id} item={item} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </div>
  )
}
