import { useState } from 'react'
import type { CustomerChoice } from '../../../server/modules/privacy/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { choiceAbout, choiceTitle } from './choice-words.ts'
import { EndSheet } from './end-sheet.tsx'

interface ChoiceListProps {
  customerId: string
  choices: readonly CustomerChoice[]
  mayEndDoNotContact: boolean
}

/** What the customer decided, in force; what has ended can be unfolded. A refusal is lifted by a consent alone. */
export const ChoiceList = ({ customerId, choices, mayEndDoNotContact }: ChoiceListProps) => {
  const words = useWords()
  const { say } = words
  const [ending, setEnding] = useState<CustomerChoice>()
  const inForce = choices.filter(({ endedAt }) => endedAt === null)
  const ended = choices.filter(({ endedAt }) => endedAt !== null)
  const endable = ({ kind }: CustomerChoice) => kind !== 'refusal' && (kind !== 'do_not_contact' || mayEndDoNotContact)
  const line = (choice: CustomerChoice) => (
    <li key={`${choice.kind} ${choice.id}`} className={choice.endedAt ? 'choice-ended' : ''}>
      <span>
        {choiceTitle(words, choice)}
        <span className="choice-about"> {choiceAbout(words, choice)}</span>
      </span>
      {choice.endedAt === null && endable(choice) ? (
        <button type="button" className="text-button" onClick={() => setEnding(choice)}>
          {say(choice.kind === 'consent' ? 'permission.withdraw' : 'permission.end')}
        </button>
      ) : null}
    </li>
  )
  return (
    <div className="choices">
      <h3>{say('permission.choices')}</h3>
      {inForce.length === 0 ? <p className="muted small">{say('permission.choicesNone')}</p> : <ul>{inForce.map(line)}</ul>}
      {ended.length > 0 ? (
        <details>
          <summary>{say('permission.ended', { count: ended.length })}</summary>
          <ul>{ended.map(line)}</ul>
        </details>
      ) : null}
      {ending ? <EndSheet customerId={customerId} choice={ending} onClose={() => setEnding(undefined)} /> : null}
    </div>
  )
}
