import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { SignInSession } from '../../../../server/modules/organisation/sign-on/contract.ts'
import { api, queries } from '../../../api/client.ts'
import { useProblem } from '../../../api/problem.ts'
import { useWords } from '../../../i18n/index.ts'
import { instant } from '../../../ui/format/date.ts'
import { Panel, Tag } from '../../../ui/panel.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { useAccountChanged } from './account-parts.ts'

/** Where one is signed in, and the way out, here, there and everywhere. */
export const SessionsPanel = () => {
  const { say } = useWords()
  const describe = useProblem()
  const changed = useAccountChanged()
  const sessions = useQuery(queries.signOn.sessions.queryOptions({ staleTime: 0 }))
  const end = useMutation({ mutationFn: (id: string) => api.signOn.endSession({ id }), onSettled: changed })
  const endAll = useMutation({
    mutationFn: (keepThis: boolean) => api.signOn.endAllSessions({ keepThis }),
    // whoever left everywhere has left here too: the next answer leads to the door
    onSettled: changed,
  })
  const failure = end.error ?? endAll.error
  return (
    <Panel title={say('account.sessions')}>
      <p className="muted small">{say('account.sessionsAbout')}</p>
      <QueryView query={sessions} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ rows }) => (
          <>
            <ul className="session-list" aria-label={say('account.sessions')}>
              {rows.map((row) => (
                <SessionRow key={row.id} row={row} onEnd={row.current ? undefined : () => end.mutate(row.id)} />
              ))}
            </ul>
            {rows.length === 1 ? <p className="muted small">{say('account.onlyThis')}</p> : null}
            {failure ? (
              <p className="warning-text small" role="alert">
                {describe(failure).text}
              </p>
            ) : null}
            {endAll.isSuccess ? <p role="status">{say('account.ended', { count: endAll.data.ended })}</p> : null}
            <div className="account-buttons">
              {rows.length > 1 ? (
                <Button onClick={() => endAll.mutate(true)} loading={endAll.isPending}>
                  {say('account.endOthers')}
                </Button>
              ) : null}
              <Button danger onClick={() => endAll.mutate(false)} loading={endAll.isPending}>
                {say('account.endAll')}
              </Button>
            </div>
          </>
        )}
      </QueryView>
    </Panel>
  )
}

const SessionRow = ({ row, onEnd }: { row: SignInSession; onEnd: (() => void) | undefined }) => {
  const { say, word, language } = useWords()
  return (
    <li>
      <div>
        <span>
          <strong>{row.device || say('account.unknownDevice')}</strong>
          {row.current ? <Tag tone="accent">{say('account.thisDevice')}</Tag> : null}
        </span>
        <span className="muted small">
          {[row.address, word('sign_in_method', row.method), say('account.since', { at: instant(row.createdAt, language) })]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
        <span className="muted small">{say('account.seen', { at: instant(row.lastSeenAt, language) })}</span>
      </div>
      {onEnd ? <Button onClick={onEnd}>{say('account.end')}</Button> : null}
    </li>
  )
}
