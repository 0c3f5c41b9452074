import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Filter } from '../../../server/modules/customer/contract.ts'
import type { OwnGroup } from '../../../server/modules/warning/groups/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { isDate, today } from '../../ui/format/date.ts'
import { count } from '../../ui/format/rate.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { FilterBar } from '../customer/filter-bar.tsx'
import { TextField } from '../privacy/source-field.tsx'

interface GroupSheetProps {
  institutionId: number
  /** the group this is another version of */
  changes: OwnGroup | undefined
  onClose: () => void
}

/** A risk group of one's own: conditions from the list of figures, who that would be, and from when. No form around it: each condition is one. */
export const GroupSheet = ({ institutionId, changes, onClose }: GroupSheetProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [name, setName] = useState(changes?.name ?? '')
  const [filters, setFilters] = useState<Filter[]>(changes?.filters ?? [])
  const [from, setFrom] = useState(today())
  const [problem, setProblem] = useState<string>()
  const asked = { institutionId, conditions: filters }
  const preview = useQuery({
    ...queries.riskGroup.preview.queryOptions({ input: asked }),
    enabled: filters.length > 0,
    placeholderData: (before) => before,
    retry: false,
  })
  const define = useMutation({
    mutationFn: () =>
      api.riskGroup.define({ ...asked, name: name.trim(), validFrom: from, ...(changes === undefined ? {} : { replaces: changes.id }) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.riskGroup.key() })
      onClose()
    },
  })
  const submit = () => {
    const missing = name.trim() === '' ? 'name' : filters.length === 0 ? 'conditions' : isDate(from) ? undefined : 'date'
    setProblem(missing && say(`warning.own.missing.${missing}`))
    if (missing === undefined) define.mutate()
  }
  const failure = define.error ?? (filters.length > 0 ? preview.error : null)
  const wrong = problem ?? (failure ? describe(failure).text : undefined)
  const found = filters.length > 0 && !preview.error ? preview.data : undefined
  return (
    <Sheet
      title={say(changes ? 'warning.own.changeTitle' : 'warning.own.defineTitle', { name: changes?.name ?? '' })}
      closeText={say('shell.cancel')}
      onClose={onClose}
    >
      <div className="sheet-fields">
        <TextField label={say('warning.own.name')} value={name} longest={40} onChange={setName} />
        <div className="sheet-field">
          <span>{say('warning.own.conditions')}</span>
          <FilterBar filters={filters} onChange={setFilters} />
          <span className="muted small">{say('warning.own.conditionsAbout')}</span>
        </div>
        <TextField type="date" label={say('warning.own.from')} value={from} onChange={setFrom} />
        {found ? (
          <div className="sheet-field" role="status">
            <span>
              {say('warning.own.found', { date: found.businessDate, members: count(found.members), warned: count(found.warned) })}
            </span>
            <ul className="warn-first">
              {found.first.map(({ customerId, name: called, customerNo, institutionName }) => (
                <li key={customerId} className="small">
                  {called ?? customerNo} <span className="muted">{institutionName}</span>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        {wrong ? (
          <p className="warning-text" role="alert">
            {wrong}
          </p>
        ) : null}
        <button type="button" className="sheet-done" disabled={define.isPending} onClick={submit}>
          {say('warning.own.keep')}
        </button>
      </div>
    </Sheet>
  )
}
