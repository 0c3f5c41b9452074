import { Link } from '@tanstack/react-router'
import { boardColumns, type BoardColumn, type CaseCard } from '../../../server/modules/retention/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { Tag } from '../../ui/panel.tsx'

const tones: Partial<Record<CaseCard['state'], 'accent' | 'warning'>> = { kept: 'accent', partly: 'accent', left: 'warning' }

const Card = ({ card }: { card: CaseCard }) => {
  const { say, word, language } = useWords()
  const tone = tones[card.state]
  return (
    <li>
      <Link to="/leave-cases/$caseId" params={{ caseId: card.id }} className="leave-card" data-case={card.id}>
        <span className="leave-card-head">
          <strong>{card.name ?? card.customerNo}</strong>
          <Tag>{word('tier', card.tier)}</Tag>
          {card.column === 'decided' || card.column === 'win_back' ? (
            <Tag {...(tone ? { tone } : {})}>{word('leave_state', card.state)}</Tag>
          ) : null}
        </span>
        <span>
          {say('leave.atStake')} <Amount fen={card.atStake} language={language} />
          {card.kept === null ? null : (
            <>
              {' '}
              · {say('leave.sawKept')} <Amount fen={card.kept} language={language} />
            </>
          )}
        </span>
        <span className="muted small">{[word('leave_reason', card.reason), card.managerName ?? say('leave.noManager')].join(' · ')}</span>
        <span className="muted small">
          {card.winBackOn
            ? say('leave.winBackOn', { date: card.winBackOn })
            : say('leave.openedBy', { date: card.openedOn, name: card.openedBy })}
        </span>
      </Link>
    </li>
  )
}

interface BoardProps {
  cards: readonly CaseCard[]
  counts: Partial<Record<BoardColumn, number>>
  /** columns to show alone; empty = all */
  only: readonly BoardColumn[]
}

/** Where each case stands, a column a state, with its count. */
export const Board = ({ cards, counts, only }: BoardProps) => {
  const { say, word } = useWords()
  return (
    <div className={`leave-board ${only.length > 0 ? 'leave-board-part' : ''}`}>
      {only.length > 0 ? (
        <p className="leave-board-all">
          {only.map((column) => word('leave_column', column)).join('、')}
          <Link to="/leave-cases">{say('leave.showAll')}</Link>
        </p>
      ) : null}
      {(only.length > 0 ? only : boardColumns).map((column) => {
        const here = cards.filter((card) => card.column === column)
        return (
          <section key={column} aria-label={word('leave_column', column)} className={here.length === 0 ? 'leave-empty' : ''}>
            <h2>
              {word('leave_column', column)} <b>{counts[column] ?? 0}</b>
            </h2>
            {here.length === 0 ? <p className="muted small">{say('leave.columnNone')}</p> : null}
            <ul>
              {here.map((card) => (
                <Card key={card.id} card={card} />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
