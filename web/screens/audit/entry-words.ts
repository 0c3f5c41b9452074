import type { AuditRow } from '../../../server/modules/audit/contract.ts'
import { useWords } from '../../i18n/index.ts'

type Actor = Pick<AuditRow, 'actorLogin' | 'actorRole'>

/** Puts an entry's person, purpose and details into words; a detail we have none for is shown as it is. */
export const useEntryWords = () => {
  const { word } = useWords()
  const detail = (name: string, value: unknown): string | undefined => {
    if (value === null || value === undefined || value === '') return undefined
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    switch (name) {
      case 'purposeText':
        return text
      case 'field':
        return word('reveal_field', text)
      case 'reason':
        return word('audit_reason', text)
      case 'method':
        return word('sign_in_method', text)
      case 'verdict':
        return word('verdict', text)
      case 'role':
        return word('role', text)
      case 'action':
        return word('audit_action', text)
      default:
        return `${name} ${text}`
    }
  }
  return {
    actorName: ({ actorLogin, actorRole }: Actor): string => (actorRole === 'system' ? word('audit_actor', 'system') : actorLogin),
    actorRole: ({ actorRole }: Actor): string | undefined =>
      actorRole === 'system' ? undefined : actorRole === 'unknown' ? word('audit_actor', 'unknown') : word('role', actorRole),
    reason: (row: AuditRow): string =>
      [
        row.purpose === null ? undefined : word('reveal_purpose', row.purpose),
        ...Object.entries(row.detail).map(([name, value]) => detail(name, value)),
      ]
        .filter((part) => part !== undefined)
        .join(' · '),
  }
}
