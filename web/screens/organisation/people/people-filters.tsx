import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import { useWords } from '../../../i18n/index.ts'
import { Choose } from '../../../ui/choose.tsx'
import { useOrganisationChoices } from './choices.ts'
import type { PeopleSearch } from './people-search.ts'
import { states } from './people-search.ts'

const any = 'any'

/** Whom to look for. Choices act at once, typed text with Enter or the button. */
export const PeopleFilters = ({ search, onChange }: { search: PeopleSearch; onChange: (changed: PeopleSearch) => void }) => {
  const { say, word } = useWords()
  const { institutions, roles } = useOrganisationChoices()
  const [text, setText] = useState(search.q ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onChange({ q: text.trim() })
  }
  const choose = (key: 'institution' | 'role' | 'state', label: string, anyText: string, options: { value: string; label: string }[]) => (
    <Choose
      label={label}
      value={search[key] === undefined || search[key] === '' ? any : search[key]}
      options={[{ value: any, label: anyText }, ...options]}
      onChange={(next) => onChange({ [key]: next === any ? '' : next })}
    />
  )
  return (
    <form className="audit-filters people-filters" onSubmit={submit}>
      <Input
        value={text}
        maxLength={64}
        allowClear
        aria-label={say('people.search')}
        placeholder={say('people.search')}
        onChange={(event) => setText(event.target.value)}
      />
      {institutions.length > 1 ? choose('institution', say('people.institution'), say('people.anyInstitution'), institutions) : null}
      {choose('role', say('people.role'), say('people.anyRole'), roles)}
      {choose(
        'state',
        say('people.state'),
        say('people.anyState'),
        states.map((state) => ({ value: state, label: word('person_state', state) })),
      )}
      <Button htmlType="submit">{say('people.find')}</Button>
    </form>
  )
}
