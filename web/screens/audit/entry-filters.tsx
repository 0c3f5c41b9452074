import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import { useWords } from '../../i18n/index.ts'
import { Choose } from '../../ui/choose.tsx'
import { Segments } from '../../ui/segments.tsx'
import type { AuditSearch } from './audit-search.ts'

/** Actions people look for; others can be reached by the address. */
const actions = [
  'open-dossier',
  'reveal-field',
  'sign-in',
  'sign-out',
  'lock-login',
  'create-user',
  'reset-password',
  'list-audit',
  'list-flags',
  'review-flag',
  'anchor-audit',
  'anchor-ledger',
  'retire-audit',
]
const any = 'any'
type Outcome = 'any' | 'done' | 'refused'
const outcomeOf = (text: string | undefined): Outcome => (text === 'done' || text === 'refused' ? text : 'any')

/** What to look for in the trail. Choices act at once, typed text with Enter or the button. */
export const EntryFilters = ({ search, onChange }: { search: AuditSearch; onChange: (changed: AuditSearch) => void }) => {
  const { say, word } = useWords()
  const [login, setLogin] = useState(search.login ?? '')
  const [customer, setCustomer] = useState(search.customer ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onChange({ login: login.trim(), customer: customer.trim() })
  }
  const clear = () => {
    setLogin('')
    setCustomer('')
    onChange({ from: '', to: '', login: '', action: '', outcome: '', customer: '' })
  }
  return (
    <form className="audit-filters" onSubmit={submit}>
      <Input
        type="date"
        aria-label={say('audit.from')}
        title={say('audit.from')}
        value={search.from ?? ''}
        onChange={(event) => onChange({ from: event.target.value })}
      />
      <Input
        type="date"
        aria-label={say('audit.to')}
        title={say('audit.to')}
        value={search.to ?? ''}
        onChange={(event) => onChange({ to: event.target.value })}
      />
      <Choose
        label={say('audit.action')}
        value={search.action ?? any}
        options={[
          { value: any, label: say('audit.anyAction') },
          ...actions.map((action) => ({ value: action, label: word('audit_action', action) })),
        ]}
        onChange={(action) => onChange({ action: action === any ? '' : action })}
      />
      <Input
        value={login}
        maxLength={64}
        aria-label={say('audit.login')}
        placeholder={say('audit.login')}
        onChange={(event) => setLogin(event.target.value)}
      />
      <Input
        value={customer}
        maxLength={19}
        inputMode="numeric"
        aria-label={say('audit.customer')}
        placeholder={say('audit.customer')}
        onChange={(event) => setCustomer(event.target.value)}
      />
      <Segments<Outcome>
        label={say('audit.outcome')}
        value={outcomeOf(search.outcome)}
        options={[
          { value: 'any', text: say('audit.any') },
          { value: 'done', text: word('audit_outcome', 'done') },
          { value: 'refused', text: word('audit_outcome', 'refused') },
        ]}
        onChange={(outcome) => onChange({ outcome: outcome === 'any' ? '' : outcome })}
      />
      <span className="audit-filter-buttons">
        <Button htmlType="submit" type="primary">
          {say('audit.apply')}
        </Button>
        <Button onClick={clear}>{say('audit.clear')}</Button>
      </span>
    </form>
  )
}
