import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import type { ApprovalDetail as Detail } from '../../../server/modules/approval/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { Facts, Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { ApprovalSteps } from './approval-steps.tsx'
import { toneOf } from './approval-list.tsx'
import { DecideForm } from './decide-form.tsx'
import { pictures } from './kinds.ts'
import { PayloadWords } from './payload-words.tsx'

const Shown = ({ detail }: { detail: Detail }) => {
  const { say, word, language } = useWords()
  const Picture = pictures[detail.kind]
  return (
    <Panel title={detail.subject} extra={<Tag {...toneOf(detail.state)}>{word('approval_state', detail.state)}</Tag>}>
      <div className="approval-detail-body">
        <p className="muted small">{word('approval_kind', detail.kind)}</p>
        <section aria-label={say('approval.content')}>
          {Picture ? (
            <Suspense fallback={<Skeleton height={80} />}>
              <Picture payload={detail.payload} open={detail.state === 'open'} />
            </Suspense>
          ) : (
            <PayloadWords payload={detail.payload} />
          )}
        </section>
        <Facts
          facts={[
            { key: 'reason', label: say('approval.reason'), value: <span className="payload-value">{detail.reason}</span> },
            { key: 'asked', label: say('approval.askedBy'), value: `${detail.askedBy.name} · ${word('role', detail.askedBy.role)}` },
            { key: 'institution', label: say('approval.institution'), value: detail.institutionName },
            ...(detail.state === 'open'
              ? [{ key: 'expires', label: say('approval.expiresAt'), value: instant(detail.expiresAt, language) }]
              : []),
          ]}
        />
        <DecideForm item={detail} />
        <section aria-label={say('approval.steps')}>
          <h3>{say('approval.steps')}</h3>
          <ApprovalSteps item={detail} />
        </section>
      </div>
    </Panel>
  )
}

/** One request: what is asked for, by whom and why, its course, and the decision. */
export const ApprovalDetail = ({ id }: { id: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery({ ...queries.approval.get.queryOptions({ input: { id } }), staleTime: 0 })
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {(detail) => <Shown detail={detail} />}
    </QueryView>
  )
}
