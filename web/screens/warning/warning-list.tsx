import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useRef } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { count } from '../../ui/format/rate.ts'
import { useListKeys } from '../../ui/list-keys.ts'
import { Empty, Failure, PageSkeleton } from '../../ui/states.tsx'
import { WarningFilters } from './warning-filters.tsx'
import { WarningRow } from './warning-row.tsx'
import { filtersOf, isNarrowed, type WarningSearch } from './warning-search.ts'

const pageSize = 30

interface ListProps {
  search: WarningSearch
  institutionId: number | undefined
  onChange: (changed: WarningSearch) => void
}

/** Who is warned of, page after page; `j` `k` move, Enter opens the dossier. */
export const WarningList = ({ search, institutionId, onChange }: ListProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const navigate = useNavigate()
  const list = useRef<HTMLUListElement>(null)
  const filters = filtersOf(search)
  const query = useInfiniteQuery({
    ...queries.warning.list.infiniteOptions({
      input: (offset: number) => ({ ...filters, ...(institutionId === undefined ? {} : { institutionId }), offset, limit: pageSize }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => (pages.length * pageSize < last.total ? pages.length * pageSize : undefined),
    }),
  })
  const [first] = query.data?.pages ?? []
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? []
  const open = (index: number) => {
    const row = rows[index]
    if (row) void navigate({ to: '/customers/$customerId', params: { customerId: row.customerId } })
  }
  const { active } = useListKeys(rows.length, 'warnings', open, (index) =>
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' }),
  )
  return (
    <div className="warn-list">
      <WarningFilters search={search} institutionId={institutionId} total={first?.total} onChange={onChange} />
      {first === undefined ? (
        query.isError ? (
          <Failure {...describe(query.error)} retryText={say('shell.retry')} onRetry={() => void query.refetch()} />
        ) : (
          <PageSkeleton label={say('shell.loading')} blocks={[120, 121, 122]} />
        )
      ) : rows.length === 0 ? (
        <Empty
          compact
          title={say(isNarrowed(filters) ? 'warning.none' : 'warning.noneAtAll')}
          about={say(isNarrowed(filters) ? 'warning.noneAbout' : 'warning.noneAtAllAbout')}
        />
      ) : (
        <>
          <ul ref={list} className="warn-rows" aria-label={say('warning.listView')}>
            {rows.map((row, index) => (
              <WarningRow key={row.customerId} row={row} now={first.now} active={index === active} mayOpenCase={first.mayOpenCase} />
            ))}
          </ul>
          {query.hasNextPage ? (
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {say('warning.more', { count: count(Math.min(pageSize, first.total - rows.length)) })}
            </Button>
          ) : null}
        </>
      )}
    </div>
  )
}
