import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { LookupFlagKind } from '../../../server/modules/privacy/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Choose } from '../../ui/choose.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty, Failure, PageSkeleton } from '../../ui/states.tsx'
import type { AuditSearch } from './audit-search.ts'
import { FlagItem } from './flag-item.tsx'

const kinds: readonly LookupFlagKind[] = ['bulk', 'off_hours', 'out_of_portfolio', 'self', 'colleague']
const any = 'any'
type State = 'open' | 'reviewed' | 'all'
const stateOf = (text: string | undefined): State => (text === 'reviewed' || text === 'all' ? text : 'open')
const pageSize = 50

/** What the look-up watch raised, newest first; those to review when nothing else is asked for. */
export const FlagsView = ({ search, onChange }: { search: AuditSearch; onChange: (changed: AuditSearch) => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const state = stateOf(search.state)
  const kind = kinds.find((one) => one === search.kind)
  const query = useInfiniteQuery({
    ...queries.privacy.listFlags.infiniteOptions({
      input: (before: number | undefined) => ({
        limit: pageSize,
        ...(state === 'all' ? {} : { open: state === 'open' }),
        ...(kind === undefined ? {} : { kind }),
        ...(before === undefined ? {} : { before }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
    staleTime: 0,
    gcTime: 0,
  })
  const flags = query.data?.pages.flatMap((page) => page.flags)
  return (
    <Panel title={say('flags.title')}>
      <div className="audit-filters">
        <Segments<State>
          label={say('flags.state')}
          value={state}
          options={[
            { value: 'open', text: say('flags.open') },
            { value: 'reviewed', text: say('flags.reviewed') },
            { value: 'all', text: say('flags.all') },
          ]}
          onChange={(next) => onChange({ state: next === 'open' ? '' : next })}
        />
        <Choose
          label={say('flags.kind')}
          value={kind ?? any}
          options={[{ value: any, label: say('flags.anyKind') }, ...kinds.map((one) => ({ value: one, label: word('lookup_flag', one) }))]}
          onChange={(next) => onChange({ kind: next === any ? '' : next })}
        />
      </div>
      {flags === undefined ? (
        query.isError ? (
          <Failure {...describe(query.error)} retryText={say('shell.retry')} onRetry={() => void query.refetch()} />
        ) : (
          <PageSkeleton label={say('shell.loading')} blocks={[320]} />
        )
      ) : flags.length === 0 ? (
        <Empty compact title={say('flags.none')} about={say('flags.noneAbout')} />
      ) : (
        <ul className="flag-list">
          {flags.map((flag) => (
            <FlagItem key={flag.id} flag={flag} />
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <p className="audit-more">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {say('audit.more')}
          </Button>
        </p>
      ) : null}
    </Panel>
  )
}
