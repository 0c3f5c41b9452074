import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input } from 'antd'
import { figures, type Figure } from '../../../server/modules/customer/figures.ts'
import { queries } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { ChooseSeveral } from '../../ui/choose.tsx'
import { Segments } from '../../ui/segments.tsx'
import { codeWord } from './filter-words.ts'
import type { Draft } from './filter-draft.ts'

interface FilterValueProps {
  draft: Draft
  invalid: boolean
  onChange: (draft: Draft) => void
}

const PeopleValue = ({ draft, onChange }: FilterValueProps) => {
  const { say } = useWords()
  const managers = useQuery(queries.customer.managers.queryOptions())
  const options = (managers.data?.managers ?? []).map((person) => ({
    value: String(person.id),
    label: `${person.name} · ${person.institutionName}`,
  }))
  return (
    <ChooseSeveral
      label={say('domain.figure.manager')}
      value={draft.chosen}
      options={options}
      onChange={(chosen) => onChange({ ...draft, chosen })}
    />
  )
}

const InstitutionValue = ({ draft, onChange }: FilterValueProps) => {
  const { say } = useWords()
  const me = useMe()
  const options = me.institutions.map((node) => ({ value: String(node.id), label: node.name }))
  return (
    <ChooseSeveral
      label={say('domain.figure.institution')}
      value={draft.chosen}
      options={options}
      onChange={(chosen) => onChange({ ...draft, chosen })}
    />
  )
}

/** The editor that fits the figure's kind. Amounts are typed in 元, 万 or 亿. */
export const FilterValue = (props: FilterValueProps) => {
  const { draft, invalid, onChange } = props
  const { say } = useWords()
  const figure: Figure = figures[draft.figure]
  const status = invalid ? 'error' : ''
  if (figure.kind === 'person') return <PeopleValue {...props} />
  if (figure.kind === 'institution') return <InstitutionValue {...props} />
  if (figure.kind === 'code') {
    return (
      <Checkbox.Group
        className="filter-codes"
        value={draft.chosen}
        onChange={(chosen) => onChange({ ...draft, chosen })}
        options={(figure.values ?? []).map((code) => ({ value: code, label: codeWord(say, draft.figure, code) }))}
      />
    )
  }
  if (figure.kind === 'flag') {
    const options = [
      { value: 'true', text: say('shell.yes') },
      { value: 'false', text: say('shell.no') },
    ]
    return (
      <Segments
        label={say('customers.value')}
        value={draft.chosen[0] ?? 'true'}
        options={options}
        onChange={(value) => onChange({ ...draft, chosen: [value] })}
      />
    )
  }
  const hint = figure.kind === 'money' ? say('customers.amountHint') : figure.kind === 'rate' ? say('customers.percentHint') : ''
  return (
    <Input
      autoFocus
      status={status}
      type={figure.kind === 'date' ? 'date' : 'text'}
      inputMode={figure.kind === 'count' ? 'numeric' : figure.kind === 'rate' ? 'decimal' : 'text'}
      value={draft.text}
      aria-label={say('customers.value')}
      aria-invalid={invalid}
      placeholder={hint}
      onChange={(event) => onChange({ ...draft, text: event.target.value })}
    />
  )
}
