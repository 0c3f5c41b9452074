import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { queries } from '../../../api/client.ts'
import { useProblem } from '../../../api/problem.ts'
import { useWords } from '../../../i18n/index.ts'
import { count } from '../../../ui/format/rate.ts'
import { Panel, Tag } from '../../../ui/panel.tsx'
import { Empty, Failure, PageSkeleton } from '../../../ui/states.tsx'
import { useOrganisationChoices } from './choices.ts'
import { PeopleFilters } from './people-filters.tsx'
import { filterOf, type PeopleSearch } from './people-search.ts'

const pageSize = 100

/** The people in the scope, a hundred at a time. */
export const PeopleList = ({ search, onChange }: { search: PeopleSearch; onChange: (changed: PeopleSearch) => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const { nameOf } = useOrganisationChoices()
  const filter = filterOf(search)
  const query = useInfiniteQuery({
    ...queries.people.list.infiniteOptions({
      input: (offset: number) => ({ ...filter, offset, limit: pageSize }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const shown = pages.reduce((sum, page) => sum + page.rows.length, 0)
        return last.rows.length > 0 && shown < last.total ? shown : undefined
      },
    }),
    staleTime: 15_000,
  })
  const rows = query.data?.pages.flatMap((page) => page.rows)
  const total = query.data?.pages[0]?.total ?? 0
  return (
    <Panel
      title={say('shell.nav.people')}
      {...(rows ? { extra: say('people.total', { count: count(total) }) } : {})}
      className="people-list"
    >
      <PeopleFilters key={search.q ?? ''} search={search} onChange={onChange} />
      {rows === undefined ? (
        query.isError ? (
          <Failure {...describe(query.error)} retryText={say('shell.retry')} onRetry={() => void query.refetch()} />
        ) : (
          <PageSkeleton label={say('shell.loading')} blocks={[320]} />
        )
      ) : rows.length === 0 ? (
        <Empty compact title={say('people.none')} about={say('people.noneAbout')} />
      ) : (
        <ul className="people-rows" data-people={total}>
          {rows.map((row) => (
            <li key={row.staffId}>
              <Link
                to="/people"
                search={(before) => ({ ...before, person: String(row.staffId) })}
                preload={false}
                className="person-row"
                aria-current={search.person === String(row.staffId)}
              >
                <strong>{row.name}</strong>
                <span className="muted small">{row.staffNo}</span>
                <span className="person-posts">
                  {row.posts.length === 0
                    ? say('people.noPosts')
                    : row.posts.map((post) => `${word('role', post.role)} · ${nameOf(post.institutionId)}`).join('；')}
                </span>
                <span className="person-tags">
                  {row.source === 'screen' ? <Tag>{say('people.screenMade')}</Tag> : null}
                  {row.state === 'serving' ? null : (
                    <Tag {...(row.state === 'missing' || row.state === 'without_post' ? { tone: 'warning' as const } : {})}>
                      {word('person_state', row.state)}
                    </Tag>
                  )}
                  {row.login === 'locked' ? <Tag tone="warning">{word('login_state', row.login)}</Tag> : null}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <p className="audit-more">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {say('people.more', { count: Math.min(pageSize, total - (rows?.length ?? 0)) })}
          </Button>
        </p>
      ) : null}
    </Panel>
  )
}
