import type { FigureKey } from '../../../server/modules/customer/figures.ts'
import { useWords } from '../../i18n/index.ts'
import { Flyout } from '../../ui/flyout.tsx'
import { Segments } from '../../ui/segments.tsx'
import type { Sort } from './list-state.ts'

/** On a phone there are no headers to press: order is chosen here. */
export const SortChooser = ({ sort, columns, onChange }: { sort: Sort; columns: readonly FigureKey[]; onChange: (sort: Sort) => void }) => {
  const { say } = useWords()
  const choices = [...new Set<FigureKey>(['name', ...columns, sort.figure])]
  const arrow = sort.direction === 'descending' ? '↓' : '↑'
  return (
    <Flyout label={say('customers.sortBy')} button={<span>{`${say(`domain.figure.${sort.figure}`)} ${arrow}`}</span>}>
      {(close) => (
        <div className="sort-chooser">
          <Segments
            label={say('customers.sortBy')}
            value={sort.direction}
            onChange={(direction) => onChange({ ...sort, direction })}
            options={[
              { value: 'descending', text: say('customers.sortDescending') },
              { value: 'ascending', text: say('customers.sortAscending') },
            ]}
          />
          <ul>
            {choices.map((figure) => (
              <li key={figure}>
                <button
                  type="button"
                  aria-current={figure === sort.figure}
                  onClick={() => {
                    close()
                    onChange({ ...sort, figure })
                  }}
                >
                  {say(`domain.figure.${figure}`)}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Flyout>
  )
}
