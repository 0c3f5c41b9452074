import type { CheckedDraft } from '../../../server/modules/message/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { MarkedText } from './marked-text.tsx'

interface DraftCheckProps {
  text: string
  checked: CheckedDraft | undefined
  seen: boolean
  onSeen: (seen: boolean) => void
}

/** Length, forbidden words with their places, and what the words are too like, with what both say marked. */
export const DraftCheck = ({ text, checked, seen, onSeen }: DraftCheckProps) => {
  const { say } = useWords()
  if (!checked) return null
  const { forbidden, likeness, characters, charactersAtMost } = checked
  const percent = likeness ? `${Math.round(likeness.bp / 100)}%` : ''
  const about = likeness ? `${likeness.refused ? 'refused' : 'marked'}${likeness.mine ? 'Mine' : ''}` : ''
  return (
    <div className="draft-check">
      <p className={characters > charactersAtMost ? 'warning-text small' : 'muted small'}>
        {say('messages.compose.characters', { count: characters, most: charactersAtMost })}
      </p>
      {forbidden.length > 0 ? (
        <div role="alert">
          <p className="warning-text">{say('messages.compose.forbidden', { words: forbidden.map(({ word }) => word).join('、') })}</p>
          <MarkedText text={text} marks={forbidden} />
        </div>
      ) : null}
      {likeness ? (
        <div role="alert">
          <p className="warning-text">{say(`messages.compose.${about}`, { name: likeness.staffName, on: likeness.writtenOn, percent })}</p>
          <MarkedText text={text} marks={likeness.shared} />
          {likeness.refused ? null : (
            <label className="sheet-check">
              <input type="checkbox" checked={seen} onChange={(event) => onSeen(event.target.checked)} />
              {say('messages.compose.seen')}
            </label>
          )}
        </div>
      ) : null}
    </div>
  )
}
