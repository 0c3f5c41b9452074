import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { count } from '../../ui/format/rate.ts'
import { Facts } from '../../ui/panel.tsx'
import type { PayloadProps } from './payload.ts'

/** What only the machine needs of a request. */
const unsaid: readonly string[] = ['versionId', 'batchId', 'replaces', 'code']
/** What is asked for first, then what it costs and on what ground; anything else after it. */
const order: readonly string[] = (
  'title name gift outlet colour form step family reason drive spoken media purpose body ' +
  'rules reads book found costFen customers points cap validity validFrom validTo documentNo note'
).split(' ')
const placeOf = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length)
/** Codes of the glossary: the list that words them. */
const worded = {
  colour: 'reward_colour',
  purpose: 'contact_purpose',
  step: 'talk_step',
  family: 'category',
  drive: 'need_drive',
} as const

/** The content of a request as names and values, line under line, in the words of the bank. */
export const PayloadWords = ({ payload }: Pick<PayloadProps, 'payload'>) => {
  const { say, has, word, language } = useWords()
  const text = (name: string, value: unknown): string => {
    if (Array.isArray(value)) return value.map((one) => text(name, one)).join('、')
    if (typeof value === 'number') return count(value)
    if (typeof value === 'boolean') return name === 'spoken' ? say(value ? 'talk.spoken' : 'talk.unspoken') : String(value)
    if (typeof value !== 'string') return JSON.stringify(value)
    if (name === 'points' && /^\d+$/.test(value)) return count(Number(value))
    if (name === 'media') return say(`messages.medium.${value}`)
    if (name === 'reason' && has(`today.reasonName.${value}`)) return say(`today.reasonName.${value}`)
    const list = Object.entries(worded).find(([one]) => one === name)?.[1]
    return list === undefined ? value : word(list, value)
  }
  const told = Object.entries(payload)
    .filter(([name, value]) => !unsaid.includes(name) && value !== null && value !== undefined && value !== '')
    .toSorted(([one], [other]) => placeOf(one) - placeOf(other))
  return (
    <Facts
      facts={told.map(([name, value]) => ({
        key: name,
        label: has(`approval.field.${name}`) ? say(`approval.field.${name}`) : name,
        value:
          name.endsWith('Fen') && typeof value === 'string' ? (
            <Amount fen={value} language={language} signed />
          ) : (
            <span className="payload-value">{text(name, value)}</span>
          ),
      }))}
    />
  )
}
