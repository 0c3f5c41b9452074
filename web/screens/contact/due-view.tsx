import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { DueRow } from '../../../server/modules/contact/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { keepCustomer, maskedLabel } from '../../offline/pocket.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty } from '../../ui/states.tsx'
import { LogButton } from './log-button.tsx'

interface DueViewProps {
  managerId: string | undefined
  state: 'due' | 'overdue'
}

const page = 50
const mostRows = 200

const Row = ({ row, tomorrow }: { row: DueRow; tomorrow: string | undefined }) => {
  const { say, word } = useWords()
  const queryClient = useQueryClient()
  const name = row.name ?? row.customerNo
  const plan = useMutation({
    mutationFn: (forDate: string) => api.contact.planContact({ customerId: row.customerId, forDate, channel: 'call' }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queries.contact.day.key() }),
  })
  const describe = useProblem()
  return (
    <li className="due-row">
      <span className="due-who">
        <Link to="/customers/$customerId" params={{ customerId: row.customerId }}>
          {name}
        </Link>
        <Tag tone="accent">{word('contact_class', row.class)}</Tag>
        <Tag {...(row.state === 'overdue' ? { tone: 'warning' as const } : {})}>
          {row.daysLate > 0 ? say('due.late', { days: row.daysLate }) : say('due.today')}
        </Tag>
      </span>
      <span className="due-acts">
        <LogButton quiet subject={{ customerId: row.customerId, name }} />
        {tomorrow && row.allowedNow ? (
          <button type="button" className="text-button" disabled={plan.isPending || plan.isSuccess} onClick={() => plan.mutate(tomorrow)}>
            {say(plan.isSuccess ? 'worklog.saved' : 'day.add')}
          </button>
        ) : null}
      </span>
      <span className="due-about">
        {row.lastContactOn ? say('due.last', { date: row.lastContactOn }) : say('due.never')}
        {row.managerName ? ` · ${row.managerName}` : ''}
        {row.allowedNow ? null : <span className="warning-text"> · {say('due.not', { reason: word('contact_reason', row.reason) })}</span>}
        {plan.error ? <span className="warning-text"> · {describe(plan.error).text}</span> : null}
      </span>
    </li>
  )
}

/** Who is due, the longest due first; whom nobody may call now says why. */
export const DueView = ({ managerId, state }: DueViewProps) => {
  const { say } = useWords()
  const me = useMe()
  const describe = useProblem()
  const navigate = useNavigate()
  const [limit, setLimit] = useState(page)
  const input = { state, limit, ...(managerId ? { managerId: Number(managerId) } : {}) }
  const query = useQuery(queries.contact.due.queryOptions({ input, placeholderData: (before) => before }))
  const day = useQuery(queries.contact.day.queryOptions({ input: {} }))
  const rows = query.data?.rows
  useEffect(() => {
    const keep = async () => {
      for (const { customerId, customerNo, name } of rows?.slice(0, 40).toReversed() ?? [])
        await keepCustomer({ customerId, userId: me.userId, customerNo, maskedName: maskedLabel(name, customerNo) })
    }
    void keep()
  }, [rows, me.userId])
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {(data) => (
        <Panel
          title={say('due.list')}
          about={say('due.count', { count: data.total })}
          extra={
            <Segments
              label={say('due.view')}
              value={state}
              options={(['due', 'overdue'] as const).map((value) => ({ value, text: say(value === 'due' ? 'due.all' : 'due.overdue') }))}
              onChange={(next) =>
                void navigate({ to: '/contacts', search: (before) => ({ ...before, view: 'due', state: next }), replace: true })
              }
            />
          }
        >
          {data.rows.length === 0 ? (
            <Empty compact title={say('due.none')} about={say('due.noneAbout')} />
          ) : (
            <>
              <ul className="due-list">
                {data.rows.map((row) => (
                  <Row key={row.customerId} row={row} tomorrow={day.data?.tomorrow} />
                ))}
              </ul>
              {data.total > data.rows.length && limit < mostRows ? (
                <Button onClick={() => setLimit(Math.min(limit + page, mostRows))}>{say('due.more')}</Button>
              ) : null}
            </>
          )}
        </Panel>
      )}
    </QueryView>
  )
}
