import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { StatementDetail } from '../../../server/modules/points/settlement/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { instant, monthOf } from '../../ui/format/date.ts'
import { Facts } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'
import { PointsNumber, pointsText } from './points-number.tsx'

const shortestNote = 2

const AnswerForm = ({ statementId }: { statementId: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [note, setNote] = useState<string>()
  const [missing, setMissing] = useState(false)
  const answer = useMutation({
    mutationFn: (given: 'confirmed' | 'disputed') => api.settlement.answer({ statementId, answer: given, note: note?.trim() ?? '' }),
    onSuccess: () => client.invalidateQueries({ queryKey: queries.settlement.key() }),
  })
  const dispute = () => {
    if (note === undefined) setNote('')
    else if (note.trim().length < shortestNote) setMissing(true)
    else answer.mutate('disputed')
  }
  return (
    <div className="sheet-fields">
      {note === undefined ? null : <TextField label={say('settlement.note')} longest={500} value={note} onChange={setNote} />}
      {missing || answer.error ? (
        <p className="warning-text" role="alert">
          {answer.error ? describe(answer.error).text : say('settlement.noteMissing')}
        </p>
      ) : null}
      <span className="points-acts">
        {note === undefined ? (
          <button type="button" className="sheet-done" disabled={answer.isPending} onClick={() => answer.mutate('confirmed')}>
            {say('settlement.confirm')}
          </button>
        ) : null}
        <button type="button" className={note === undefined ? 'soft-button' : 'sheet-done'} disabled={answer.isPending} onClick={dispute}>
          {say(note === undefined ? 'settlement.dispute' : 'settlement.send')}
        </button>
      </span>
    </div>
  )
}

const Behind = ({ statement }: { statement: StatementDetail }) => {
  const { say, language } = useWords()
  const nameOf = (institutionId: number) => (institutionId === statement.one.institutionId ? statement.one.name : statement.other.name)
  return (
    <>
      <h3>{say('settlement.parts')}</h3>
      <Facts
        facts={statement.parts.map((part) => ({
          key: `${part.issuerId}/${part.programme}`,
          label: nameOf(part.issuerId),
          note: part.programme,
          value: <PointsNumber points={part.points} />,
        }))}
      />
      <h3>{say('settlement.answers')}</h3>
      {statement.answers.length === 0 ? <p className="muted small">{say('settlement.noAnswers')}</p> : null}
      <ul>
        {statement.answers.map((one) => (
          <li key={one.at} className="points-line">
            <span>
              {nameOf(one.institutionId)} {say(`settlement.said.${one.answer}`)}
              <span className="muted small points-about">
                {[one.note, one.name, instant(one.at, language)].filter(Boolean).join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <h3>{say('settlement.postings')}</h3>
      <ul>
        {statement.postings.map((one) => (
          <li key={`${one.postingId}/${one.issuerId}`} className="points-line">
            <span>
              {one.gift}
              <span className="muted small points-about">
                {[one.businessDate, say(`settlement.posting.${one.kind}`), nameOf(one.issuerId), `#${one.postingId}`].join(' · ')}
              </span>
            </span>
            <PointsNumber points={one.points} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** One statement: both debts, what is behind them, and the word of the own side. */
export const StatementSheet = ({ statementId, onClose }: { statementId: string; onClose: () => void }) => {
  const { say, language } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.settlement.get.queryOptions({ input: { statementId } }))
  const month = query.data ? monthOf(query.data.month) : ''
  return (
    <Sheet title={say('settlement.month', { month })} closeText={say('shell.close')} onClose={onClose}>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {(statement) => (
          <div className="sheet-fields settlement-sheet">
            <Facts
              facts={[statement.one, statement.other].map((side) => ({
                key: String(side.institutionId),
                label: side.name,
                note: `${say('settlement.took', { points: pointsText(side.points) })} · ${say(`settlement.said.${side.answer ?? 'none'}`)}`,
                value: (
                  <>
                    {say('settlement.owes', { amount: '' })}
                    <Amount fen={side.owesFen} language={language} />
                  </>
                ),
              }))}
            />
            <p className="muted small">{statement.state === 'agreed' ? say('settlement.frozen') : say('settlement.correction')}</p>
            {statement.mayAnswer ? <AnswerForm statementId={statementId} /> : null}
            <Behind statement={statement} />
          </div>
        )}
      </QueryView>
    </Sheet>
  )
}
