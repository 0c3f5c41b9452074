import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ApprovalBox, ApprovalItem } from '../../../server/modules/approval/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { useListKeys } from '../../ui/list-keys.ts'
import { Tag } from '../../ui/panel.tsx'
import { Empty, Failure, PageSkeleton } from '../../ui/states.tsx'

const pageSize = 50
export const toneOf = (state: ApprovalItem['state']): { tone?: 'accent' | 'warning' } =>
  state === 'approved' ? { tone: 'accent' } : state === 'open' ? {} : { tone: 'warning' }

const Item = ({ item, box, chosen, active }: { item: ApprovalItem; box: ApprovalBox; chosen: boolean; active: boolean }) => {
  const { word, language } = useWords()
  return (
    <li>
      <Link
        to="/approvals"
        search={{ box, id: item.id }}
        className={`approval-item ${active ? 'approval-active' : ''} ${chosen ? 'approval-chosen' : ''}`}
        data-approval={item.id}
      >
        <strong>{item.subject}</strong>
        <Tag {...toneOf(item.state)}>{word('approval_state', item.state)}</Tag>
        <span className="muted small">
          {[word('approval_kind', item.kind), item.askedBy.name, item.institutionName, instant(item.askedAt, language)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </Link>
    </li>
  )
}

/** One box, newest first, page after page; `j k` and Enter go through it. */
export const ApprovalList = ({ box, chosen }: { box: ApprovalBox; chosen: string | undefined }) => {
  const { say } = useWords()
  const describe = useProblem()
  const navigate = useNavigate()
  const query = useInfiniteQuery({
    ...queries.approval.list.infiniteOptions({
      input: (before: string | undefined) => ({ box, limit: pageSize, ...(before === undefined ? {} : { before }) }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
    staleTime: 0,
  })
  const items = query.data?.pages.flatMap((page) => page.items)
  const idAt = (index: number) => items?.[index]?.id
  const { active } = useListKeys(
    items?.length ?? 0,
    `approvals ${box}`,
    (index) => void navigate({ to: '/approvals', search: { box, id: idAt(index) } }),
    // with the focus on its link, Enter opens the row wherever the focus was before
    (index) => document.querySelector<HTMLElement>(`[data-approval="${idAt(index)}"]`)?.focus(),
  )
  if (items === undefined) {
    if (query.isError) return <Failure {...describe(query.error)} retryText={say('shell.retry')} onRetry={() => void query.refetch()} />
    return <PageSkeleton label={say('shell.loading')} blocks={[48, 48, 48]} />
  }
  if (items.length === 0) return <Empty compact title={say(`approval.none.${box}`)} about={say(`approval.noneAbout.${box}`)} />
  return (
    <>
      <ul className="approval-list">
        {items.map((item, index) => (
          <Item key={item.id} item={item} box={box} chosen={item.id === chosen} active={index === active} />
        ))}
      </ul>
      {query.hasNextPage ? (
        <p className="approval-more">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {say('approval.more')}
          </Button>
        </p>
      ) : null}
    </>
  )
}
