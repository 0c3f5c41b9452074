import { Link } from '@tanstack/react-router'
import type { Occasion } from '../../../server/modules/care/contract.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'
import { openCompose } from '../message/compose.ts'

/** What somebody's day is, in words: 女儿小雨 家人生日 农历. */
const useWhat = () => {
  const { say, word } = useWords()
  return ({ kind, festival, relation, who, lunar, years }: Occasion): string =>
    [
      festival?.name ?? say(`care.kind.${kind}`),
      relation === null ? '' : word('relation', relation),
      who ?? '',
      lunar && !festival ? say('care.lunar') : '',
      years === null ? '' : say(kind === 'anniversary' ? 'care.years' : 'care.age', { years }),
    ]
      .filter((part) => part !== '')
      .join(' · ')
}

/** One customer's occasion, and the way to a few words. */
export const OccasionLine = ({ occasion }: { occasion: Occasion }) => {
  const { say, word } = useWords()
  const me = useMe()
  const what = useWhat()(occasion)
  const { customerId, customerName, managerName, kind, on, festival, relation, who, written, forbidden } = occasion
  const name = customerName ?? customerId
  return (
    <li className="care-line">
      <span className="care-who">
        <Link to="/customers/$customerId" params={{ customerId }}>
          {name}
        </Link>
        <span>{what}</span>
        <span className="muted small">
          {[
            occasion.class === null ? '' : say('care.class', { code: occasion.class.toUpperCase() }),
            me.role === 'relationship_manager' || managerName === null ? '' : say('care.manager', { name: managerName }),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
        {forbidden === null ? null : (
          <span className="muted small">{say('care.forbidden', { reason: word('contact_reason', forbidden) })}</span>
        )}
      </span>
      {written ? <Tag tone="accent">{say('care.written')}</Tag> : null}
      {forbidden === null ? (
        <button
          type="button"
          className={written ? 'soft-button' : 'soft-button message-main'}
          aria-label={say('care.writeTo', { name, what })}
          onClick={() => openCompose({ customerId, name, kind, festival, relation, who, on })}
        >
          {say('care.write')}
        </button>
      ) : null}
    </li>
  )
}
