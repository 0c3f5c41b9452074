import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { StatementRow } from '../../../server/modules/points/settlement/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { monthOf } from '../../ui/format/date.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { pointsText } from './points-number.tsx'
import { StatementSheet } from './statement-sheet.tsx'

const Side = ({ side }: { side: StatementRow['one'] }) => {
  const { say, language } = useWords()
  return (
    <span className="settlement-side">
      <span>{side.name}</span>
      <strong className="points-number">
        {say('settlement.owes', { amount: '' })}
        <Amount fen={side.owesFen} language={language} />
      </strong>
      <span className="muted small">
        {say('settlement.took', { points: pointsText(side.points) })} · {say(`settlement.said.${side.answer ?? 'none'}`)}
      </span>
    </span>
  )
}

/** M73: the months' statements between outlets; a press opens one with what is behind it. */
export const SettlementView = () => {
  const { say, word } = useWords()
  const describe = useProblem()
  const [open, setOpen] = useState<string>()
  const query = useQuery(queries.settlement.list.queryOptions())
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ statements }) => (
        <Panel title={say('settlement.title')} about={say('settlement.about')}>
          {statements.length === 0 ? <Empty compact title={say('settlement.none')} about={say('settlement.noneAbout')} /> : null}
          <ul>
            {statements.map((one) => (
              <li key={one.statementId} className="points-line" data-statement={one.statementId}>
                <button type="button" className="settlement-row" onClick={() => setOpen(one.statementId)}>
                  <span className="settlement-head">
                    <strong>{monthOf(one.month)}</strong>
                    <Tag {...(one.state === 'agreed' ? {} : { tone: one.state === 'disputed' ? 'warning' : 'accent' })}>
                      {word('statement_state', one.state)}
                    </Tag>
                  </span>
                  <Side side={one.one} />
                  <Side side={one.other} />
                </button>
              </li>
            ))}
          </ul>
          {open === undefined ? null : <StatementSheet statementId={open} onClose={() => setOpen(undefined)} />}
        </Panel>
      )}
    </QueryView>
  )
}
