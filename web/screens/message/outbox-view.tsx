import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MessageRow } from '../../../server/modules/message/contract.ts'
import type { MessageState } from '../../../server/modules/message/message-terms.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { MessageLine } from './message-line.tsx'

const page = 30
type Act = 'cancel' | 'again' | 'arrived'
const acts: Partial<Record<MessageState, readonly Act[]>> = {
  queued: ['cancel'],
  to_print: ['cancel'],
  failed: ['again', 'cancel'],
  in_doubt: ['arrived', 'again', 'cancel'],
}

const Acts = ({ message }: { message: MessageRow }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const settle = useMutation({
    mutationFn: (act: Act) => api.message.settle({ id: message.id, act }),
    onSettled: () => client.invalidateQueries({ queryKey: queries.message.key() }),
  })
  const shown = acts[message.state] ?? []
  const about = { name: message.customerName ?? '', medium: say(`messages.medium.${message.medium}`) }
  if (shown.length === 0) return null
  return (
    <>
      {message.state === 'in_doubt' ? <p className="muted small">{say('messages.doubtAbout')}</p> : null}
      <p className="message-acts">
        {shown.map((act) => (
          <button
            key={act}
            type="button"
            className="soft-button"
            aria-label={say(`messages.${act}Of`, about)}
            disabled={settle.isPending}
            onClick={() => settle.mutate(act)}
          >
            {say(`messages.${act}`)}
          </button>
        ))}
      </p>
      {settle.error ? (
        <p className="warning-text small" role="alert">
          {describe(settle.error).text}
        </p>
      ) : null}
    </>
  )
}

/** Messages in sight, the newest first; of some states, or of all. */
export const OutboxView = ({ states }: { states: MessageState[] }) => {
  const { say } = useWords()
  const describe = useProblem()
  const [mine, setMine] = useState(false)
  const [limit, setLimit] = useState(page)
  const query = useQuery({
    ...queries.message.list.queryOptions({ input: { states, mine, limit: Math.min(limit, 200) }, refetchInterval: 15_000 }),
    placeholderData: keepPreviousData,
  })
  const troubles = states.length > 0
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ rows, total, gateways, maySettle }) => (
        <>
          {gateways.length === 0 ? <p className="messages-notice">{say('messages.noGateway')}</p> : null}
          <div className="messages-bar">
            <span className="muted small">{say('messages.total', { count: total })}</span>
            <label className="sheet-check">
              <input type="checkbox" checked={mine} onChange={(event) => setMine(event.target.checked)} />
              {say('messages.mine')}
            </label>
          </div>
          <Panel title={say(troubles ? 'messages.views.troubles' : 'messages.views.outbox')}>
            {rows.length === 0 ? (
              <Empty
                compact
                title={say(troubles ? 'messages.noTroubles' : 'messages.nothing')}
                about={say(troubles ? 'messages.noTroublesAbout' : 'messages.nothingAbout')}
              />
            ) : null}
            {rows.map((message) => (
              <MessageLine key={message.id} message={message}>
                {maySettle ? <Acts message={message} /> : null}
              </MessageLine>
            ))}
            {total > rows.length && limit < 200 ? (
              <button type="button" className="soft-button" onClick={() => setLimit(limit + page)}>
                {say('messages.more', { count: Math.min(page, total - rows.length) })}
              </button>
            ) : null}
          </Panel>
        </>
      )}
    </QueryView>
  )
}
