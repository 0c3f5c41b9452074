import { useQuery } from '@tanstack/react-query'
import type { Filter } from '../../../server/modules/customer/contract.ts'
import { queries } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Flyout } from '../../ui/flyout.tsx'
import { Icon } from '../../ui/icons.tsx'
import { FilterEditor } from './filter-editor.tsx'
import { filterWords, type Names } from './filter-words.ts'
import './customers.css'

const useNames = (filters: readonly Filter[]): Names => {
  const me = useMe()
  const managers = useQuery({
    ...queries.customer.managers.queryOptions(),
    enabled: filters.some((filter) => filter.figure === 'manager' && filter.values.length > 0),
  })
  return {
    institution: (id) => me.institutions.find((node) => String(node.id) === id)?.name ?? id,
    manager: (id) => managers.data?.managers.find((person) => String(person.id) === id)?.name ?? id,
  }
}

/** Filters in words, one after the other. */
export const FilterWords = ({ filters }: { filters: readonly Filter[] }) => {
  const { say } = useWords()
  const names = useNames(filters)
  return <>{filters.map((filter) => filterWords(say, names, filter)).join('、')}</>
}

/** The filters in force as chips: press one to change it, its cross to drop it. */
export const FilterBar = ({ filters, onChange }: { filters: Filter[]; onChange: (filters: Filter[]) => void }) => {
  const { say } = useWords()
  const names = useNames(filters)
  return (
    <div className="filter-bar">
      {filters.map((filter, index) => {
        const words = filterWords(say, names, filter)
        return (
          <span className="chip" key={`${filter.figure}.${filter.op}.${filter.values.join('.')}`}>
            <Flyout label={words} button={words}>
              {(close) => (
                <FilterEditor
                  filter={filter}
                  onApply={(changed) => {
                    close()
                    onChange(filters.with(index, changed))
                  }}
                />
              )}
            </Flyout>
            <button
              type="button"
              className="chip-remove"
              aria-label={say('customers.removeFilter', { filter: words })}
              onClick={() => onChange(filters.toSpliced(index, 1))}
            >
              <Icon name="close" size={13} />
            </button>
          </span>
        )
      })}
      {filters.length < 20 ? (
        <Flyout
          className="chip-add"
          label={say('customers.addFilter')}
          button={
            <>
              <Icon name="plus" size={14} />
              {say('customers.addFilter')}
            </>
          }
        >
          {(close) => (
            <FilterEditor
              onApply={(filter) => {
                close()
                onChange([...filters, filter])
              }}
            />
          )}
        </Flyout>
      ) : (
        <span className="muted small">{say('customers.tooMany')}</span>
      )}
      {filters.length > 1 ? (
        <button type="button" className="text-button quiet" onClick={() => onChange([])}>
          {say('customers.clearFilters')}
        </button>
      ) : null}
    </div>
  )
}
