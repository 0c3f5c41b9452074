import type { AuditRow } from '../../../server/modules/audit/contract.ts'
import { useWords } from '../../i18n/index.ts'

type Actor = Pick<AuditRow, 'actorLogin' | 'actorRole'>

/** Long numbers that only machines compare are told by their beginning; the whole stands in the cell's title. */
export const shorter = (text: string): string => (/^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{40,}$/.test(text) ? `${text.slice(0, 8)}…` : text)

/** A value of a detail as one line: lists by commas, what has parts by its parts. */
const plain = (value: unknown, code: (text: string) => string): string => {
  if (Array.isArray(value)) return value.map((one) => plain(one, code)).join('、')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, one]) => `${name} ${plain(one, code)}`)
      .join('，')
  return code(String(value))
}

/** Puts an entry's person, purpose and details into words; a detail we have none for is shown as it is. */
export const useEntryWords = () => {
  const { say, has, word } = useWords()
  const detail = (name: string, value: unknown): string | undefined => {
    if (value === null || value === undefined || value === '') return undefined
    const text = plain(value, (code) => (has(`audit.code.${code}`) ? say(`audit.code.${code}`) : shorter(code)))
    switch (name) {
      case 'purposeText':
        return text
      case 'field':
        return word('reveal_field', text)
      case 'reason':
        return word('audit_reason', typeof value === 'string' && !has(`audit.code.${value}`) ? value : text)
      case 'method':
        return word('sign_in_method', text)
      case 'verdict':
        return word('verdict', text)
      case 'role':
        return word('role', text)
      case 'action':
        return word('audit_action', text)
      default:
        return `${has(`audit.detail.${name}`) ? say(`audit.detail.${name}`) : name} ${text}`
    }
  }
  return {
    actorName: ({ actorLogin, actorRole }: Actor): string => (actorRole === 'system' ? word('audit_actor', 'system') : actorLogin),
    actorRole: ({ actorRole }: Actor): string | undefined =>
      actorRole === 'system' ? undefined : actorRole === 'unknown' ? word('audit_actor', 'unknown') : word('role', actorRole),
    /** word for word, as the trail has it */
    whole: ({ detail: told, subjectId }: AuditRow): string => [subjectId, JSON.stringify(told)].filter(Boolean).join(' '),
    reason: (row: AuditRow): string =>
      [
        row.purpose === null ? undefined : word('reveal_purpose', row.purpose),
        ...Object.entries(row.detail).map(([name, value]) => detail(name, value)),
      ]
        .filter((part) => part !== undefined)
        .join(' · '),
  }
}
