import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'

/** What customers answered, the newest first. */
export const RepliesView = () => {
  const { say, language } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.message.replies.queryOptions({ input: {}, refetchInterval: 30_000 }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ rows }) => (
        <Panel title={say('messages.views.replies')}>
          {rows.length === 0 ? <Empty compact title={say('messages.noReplies')} about={say('messages.noRepliesAbout')} /> : null}
          {rows.map(({ id, customerId, customerName, medium, body, optOut, saidAt }) => (
            <div key={id} className="message-line">
              <div className="message-line-head">
                <strong>{say(`messages.medium.${medium}`)}</strong>
                <Link to="/customers/$customerId" params={{ customerId }}>
                  {say('messages.replied', { name: customerName ?? customerId })}
                </Link>
                <span className="muted small">{instant(saidAt, language)}</span>
                {optOut ? <Tag tone="warning">{say('messages.optOut')}</Tag> : null}
              </div>
              <p className="message-body">{body}</p>
            </div>
          ))}
        </Panel>
      )}
    </QueryView>
  )
}
