import type { TodayItem } from '../../../server/modules/today/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Icon } from '../../ui/icons.tsx'
import { howWords, type Priced } from './today-words.ts'

const warnings = ['fraud_check', 'elder', 'assess_first', 'service_only']

type Ban = TodayItem['forbidden'][number]

/** Channels closed for the same reason are one line. */
const together = (bans: readonly Ban[]): { ban: Ban; channels: string[] }[] =>
  [...Map.groupBy(bans, ({ code, text }) => `${code} ${text}`).values()].flatMap((same) =>
    same[0] ? [{ ban: same[0], channels: same.flatMap(({ channel }) => channel ?? []) }] : [],
  )

/** What must not be done: warnings first, then the channels that are closed, each with why. */
const Forbidden = ({ item }: { item: Pick<TodayItem, 'forbidden'> }) => {
  const { say, word } = useWords()
  if (item.forbidden.length === 0) return null
  const words = ({ ban: { code, text }, channels }: { ban: Ban; channels: string[] }) => {
    if (warnings.includes(code)) return say(`today.warning.${code}`)
    const channel = channels.map((one) => word('contact_channel', one)).join(say('today.and'))
    return say(code === 'no_promotion' ? 'today.noPromotion' : 'today.closed', { channel, text: text ?? '' })
  }
  return (
    <section className="today-forbidden">
      <h3>{say('today.forbidden')}</h3>
      <ul>
        {together(item.forbidden).map((line) => (
          <li key={`${line.ban.code} ${line.ban.text}`}>
            <Icon name="warning" size={14} />
            {words(line)}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Talking points, what is forbidden, and the sum behind the value. */
export const ItemDetails = ({ item }: { item: Priced & Pick<TodayItem, 'talkingPoints' | 'forbidden'> }) => {
  const { say, language } = useWords()
  return (
    <div className="today-details">
      {item.talkingPoints.length > 0 ? (
        <section>
          <h3>{say('today.say')}</h3>
          <ul>
            {item.talkingPoints.map(({ reason, text }) => (
              <li key={`${reason} ${text}`}>{text}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <Forbidden item={item} />
      <section>
        <h3>{say('today.how')}</h3>
        <ul className="today-how">
          {howWords(say, language, item).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </div>
  )
}
