import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import type { Filter } from '../../../server/modules/customer/contract.ts'
import { figures } from '../../../server/modules/customer/figures.ts'
import { useWords } from '../../i18n/index.ts'
import { Choose } from '../../ui/choose.tsx'
import { figureGroups } from './figure-groups.ts'
import { isFigureKey } from './filter-text.ts'
import { draftOf, finishDraft, needsValue, opsFor, startDraft } from './filter-draft.ts'
import { FilterValue } from './filter-value.tsx'

interface FilterEditorProps {
  filter?: Filter
  onApply: (filter: Filter) => void
}

/** A figure, a condition, a value. */
export const FilterEditor = ({ filter, onApply }: FilterEditorProps) => {
  const { say } = useWords()
  const [draft, setDraft] = useState(filter ? draftOf(filter) : startDraft('aum_mda'))
  const [missing, setMissing] = useState<string>()
  const { kind } = figures[draft.figure]
  const groups = Object.entries(figureGroups).map(([group, keys]) => ({
    label: say(`customers.group.${group}`),
    options: keys.map((key) => ({ value: key, label: say(`domain.figure.${key}`) })),
  }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const finished = finishDraft(draft)
    if ('missing' in finished) setMissing(finished.missing)
    else onApply(finished.filter)
  }
  return (
    <form className="filter-editor" onSubmit={submit} noValidate>
      <Choose
        label={say('customers.findFigure')}
        value={draft.figure}
        options={groups}
        onChange={(figure) => {
          if (isFigureKey(figure)) setDraft(startDraft(figure))
          setMissing(undefined)
        }}
      />
      {opsFor(draft.figure).length > 1 ? (
        <div className="filter-ops" role="group" aria-label={say('customers.condition')}>
          {opsFor(draft.figure).map((op) => (
            <button key={op} type="button" aria-pressed={op === draft.op} onClick={() => setDraft({ ...draft, op })}>
              {op === 'in'
                ? say('customers.opIn')
                : kind === 'date' && needsValue(op)
                  ? say(`customers.opDate.${op}`)
                  : say(`customers.op.${op}`)}
            </button>
          ))}
        </div>
      ) : null}
      {needsValue(draft.op) ? (
        <FilterValue
          draft={draft}
          invalid={missing !== undefined}
          onChange={(next) => {
            setDraft(next)
            setMissing(undefined)
          }}
        />
      ) : null}
      {missing ? (
        <p className="field-error" role="alert">
          {say(missing)}
        </p>
      ) : null}
      <Button type="primary" htmlType="submit" block>
        {say('customers.apply')}
      </Button>
    </form>
  )
}
