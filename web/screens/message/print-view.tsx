import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MessageRow } from '../../../server/modules/message/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { BatchLine } from './batch-line.tsx'
import { MessageLine } from './message-line.tsx'

const Waiting = ({ rows, atMost }: { rows: readonly MessageRow[]; atMost: number }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [left, setLeft] = useState<readonly string[]>([])
  const chosen = rows
    .map(({ id }) => id)
    .filter((id) => !left.includes(id))
    .slice(0, atMost)
  const print = useMutation({
    mutationFn: () => api.message.printBatch({ batchId: crypto.randomUUID(), messageIds: chosen }),
    onSettled: () => client.invalidateQueries({ queryKey: queries.message.key() }),
  })
  return (
    <Panel
      title={say('messages.views.print')}
      about={say('messages.print.atMost', { count: atMost })}
      extra={
        <button type="button" className="soft-button" disabled={chosen.length === 0 || print.isPending} onClick={() => print.mutate()}>
          {say('messages.print.make', { count: chosen.length })}
        </button>
      }
    >
      {print.data ? (
        <p className="compose-sent small" role="status">
          {say('messages.print.made', { count: print.data.printed })}
          {print.data.heldBack > 0 ? ` · ${say('messages.print.heldBack', { count: print.data.heldBack })}` : ''}
        </p>
      ) : null}
      {print.error ? (
        <p className="warning-text" role="alert">
          {describe(print.error).text}
        </p>
      ) : null}
      {rows.length === 0 ? <Empty compact title={say('messages.print.none')} about={say('messages.print.noneAbout')} /> : null}
      {rows.map((message) => (
        <div key={message.id} className="print-line">
          <input
            type="checkbox"
            aria-label={say('messages.print.choose', {
              name: message.customerName ?? '',
              medium: say(`messages.medium.${message.medium}`),
            })}
            checked={!left.includes(message.id)}
            onChange={(event) => setLeft(event.target.checked ? left.filter((id) => id !== message.id) : [...left, message.id])}
          />
          <MessageLine message={message} />
        </div>
      ))}
    </Panel>
  )
}

/** Letters and cards that wait for the printer, and what was printed together. */
export const PrintView = () => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.message.printQueue.queryOptions({ refetchInterval: 15_000 }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ rows, batches, atMost }) => (
        <>
          <Waiting rows={rows} atMost={atMost} />
          <Panel title={say('messages.print.batches')}>
            {batches.length === 0 ? <p className="muted small">{say('messages.print.noBatches')}</p> : null}
            {batches.map((batch) => (
              <BatchLine key={batch.id} batch={batch} />
            ))}
          </Panel>
        </>
      )}
    </QueryView>
  )
}
