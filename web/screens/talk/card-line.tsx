import type { TalkCard } from '../../../server/modules/talk/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'

/** A card: what to say, for what, and what came of the contacts it was used in. */
export const CardLine = ({ card, onEdit }: { card: TalkCard; onEdit: (() => void) | undefined }) => {
  const { say, word } = useWords()
  return (
    <li data-card={card.id}>
      <span className="line-who">
        <strong>{card.title}</strong>
        {card.family ? <Tag tone="accent">{word('category', card.family)}</Tag> : null}
        {card.reason ? <Tag>{say(`today.reasonName.${card.reason}`)}</Tag> : null}
        {card.drive ? <Tag>{word('need_drive', card.drive)}</Tag> : null}
        {card.spoken === null ? null : <Tag>{say(card.spoken ? 'talk.spoken' : 'talk.unspoken')}</Tag>}
      </span>
      <span className="talk-body">{card.body}</span>
      <span className="line-about">
        {card.used === 0
          ? say('talk.unused')
          : say('talk.counts', {
              used: card.used,
              reached: card.reached,
              welcome: card.welcome,
              onward: card.onward,
              refused: card.refused,
            })}
      </span>
      {onEdit ? (
        <span className="line-acts">
          <button type="button" className="line-button" onClick={onEdit}>
            {say('talk.edit')}
          </button>
        </span>
      ) : null}
    </li>
  )
}
