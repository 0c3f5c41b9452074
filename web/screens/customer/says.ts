import type { DossierHead } from '../../../server/modules/customer/contract.ts'
import type { Language, Say } from '../../i18n/index.ts'
import { bandText } from '../../ui/amount.tsx'
import { percent } from '../../ui/format/rate.ts'
import { spokenMoney } from '../../ui/money-axis.ts'

type Said = DossierHead['says'][number]
type Value = Said['values'][string]

const money = new Set(['credit', 'kept', 'outflow', 'amount', 'gap'])
const words: Record<string, string> = { from: 'tier', to: 'tier', tier: 'tier', bucket: 'bucket', status: 'status', activity: 'activity' }

const spokenValue = (say: Say, language: Language, name: string, value: Value): string => {
  if (value === null || value === undefined) return '—'
  if (typeof value === 'object') return bandText(value)
  if (money.has(name)) return spokenMoney(String(value), language)
  if (name.endsWith('_bp')) return percent(Number(value))
  if (name === 'phone_usable') return say(value === true ? 'dossier.usable' : 'dossier.unusable')
  if (name === 'address_fresh') return say(value === true ? 'dossier.fresh' : 'dossier.stale')
  const list = words[name]
  return list === undefined ? String(value) : say(`domain.${list}.${String(value)}`)
}

/** What the night says of a customer, from its code and numbers to a sentence. */
export const sayWords = (say: Say, language: Language, said: Said): string => {
  const values = Object.fromEntries(Object.entries(said.values).map(([name, value]) => [name, spokenValue(say, language, name, value)]))
  const code =
    said.code === 'inactive' && (said.values['days'] === null || said.values['days'] === undefined) ? 'inactive_never' : said.code
  return say(`dossier.say.${code}`, values)
}
