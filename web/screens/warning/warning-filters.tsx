import { useQuery } from '@tanstack/react-query'
import { alertOrders, alertStates, signals, type AlertState, type Signal } from '../../../server/modules/warning/contract.ts'
import { queries } from '../../api/client.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import { count } from '../../ui/format/rate.ts'
import { Segments } from '../../ui/segments.tsx'
import { filtersOf, isNarrowed, type WarningSearch } from './warning-search.ts'

interface FiltersProps {
  search: WarningSearch
  institutionId: number | undefined
  total: number | undefined
  onChange: (changed: WarningSearch) => void
}

/** Signals with how many each warns of, where customers stand, and the order. */
export const WarningFilters = ({ search, institutionId, total, onChange }: FiltersProps) => {
  const { say, word } = useWords()
  const chosen = filtersOf(search)
  const place = {
    ...(institutionId === undefined ? {} : { institutionId }),
    ...(chosen.managerId === undefined ? {} : { managerId: chosen.managerId }),
  }
  const { data } = useQuery(queries.warning.summary.queryOptions({ input: place }))
  const counted = new Map(data?.signals.map((one) => [one.signal, one.customers]))
  const shown = signals.filter((signal) => counted.has(signal) || chosen.signals.includes(signal))
  return (
    <div className="warn-filters">
      <Chips<Signal>
        label={say('warning.signals')}
        options={shown.map((value) => ({ value, text: `${word('warning_signal', value)} ${counted.get(value) ?? 0}` }))}
        chosen={chosen.signals}
        onChange={(next) => onChange({ ...search, signals: next.length === 0 ? undefined : next.join(',') })}
      />
      <div className="warn-filter-line">
        <Segments<AlertState | 'all'>
          label={say('warning.byState')}
          value={chosen.state ?? 'all'}
          options={[
            { value: 'all', text: say('warning.all') },
            ...alertStates.map((value) => ({ value, text: word('warning_state', value) })),
          ]}
          onChange={(state) => onChange({ ...search, state: state === 'all' ? undefined : state })}
        />
        <label className="warn-order">
          <span className="muted small">{say('warning.order')}</span>
          <select
            value={chosen.order}
            onChange={(event) => onChange({ ...search, order: event.target.value === 'expected_loss' ? undefined : event.target.value })}
          >
            {alertOrders.map((order) => (
              <option key={order} value={order}>
                {say(`warning.orders.${order}`)}
              </option>
            ))}
          </select>
        </label>
        {total === undefined ? null : <span className="muted small">{say('warning.found', { count: count(total) })}</span>}
        {isNarrowed(chosen) ? (
          <button type="button" className="warn-action" onClick={() => onChange(search.order ? { order: search.order } : {})}>
            {say('warning.clear')}
          </button>
        ) : null}
      </div>
    </div>
  )
}
