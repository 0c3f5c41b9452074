import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { Empty, Failure, PageSkeleton } from '../../ui/states.tsx'
import { filterOf, type AuditSearch } from './audit-search.ts'
import { EntryFilters } from './entry-filters.tsx'
import { EntryTable } from './entry-table.tsx'

const pageSize = 50

/** The trail, newest first, page after page. Fetched only when asked for: every reading is on record. */
export const EntriesView = ({ search, onChange }: { search: AuditSearch; onChange: (changed: AuditSearch) => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const filter = filterOf(search)
  const query = useInfiniteQuery({
    ...queries.audit.list.infiniteOptions({
      input: (after: string | undefined) => ({ ...filter, limit: pageSize, ...(after === undefined ? {} : { after }) }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
    staleTime: 0,
    gcTime: 0,
  })
  const rows = query.data?.pages.flatMap((page) => page.rows)
  return (
    <Panel title={say('audit.entries')} about={say('audit.recorded')}>
      <EntryFilters search={search} onChange={onChange} />
      {rows === undefined ? (
        query.isError ? (
          <Failure {...describe(query.error)} retryText={say('shell.retry')} onRetry={() => void query.refetch()} />
        ) : (
          <PageSkeleton label={say('shell.loading')} blocks={[320]} />
        )
      ) : rows.length === 0 ? (
        <Empty compact title={say('audit.none')} about={say('audit.noneAbout')} />
      ) : (
        <>
          <EntryTable rows={rows} />
          <p className="audit-more">
            {query.hasNextPage ? (
              <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {say('audit.more')}
              </Button>
            ) : (
              <span className="muted small">{say('audit.end')}</span>
            )}
          </p>
        </>
      )}
    </Panel>
  )
}
