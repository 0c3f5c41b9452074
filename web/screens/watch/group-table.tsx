import { Fragment, type ReactNode } from 'react'
import { tiers } from '../../../server/modules/customer/figures.ts'
import type { Group } from '../../../server/modules/watch/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { useGroupWords } from './group-words.ts'

interface GroupTableProps<Row extends Group> {
  rows: readonly Row[]
  columns: readonly { key: string; title: string; render: (row: Row) => ReactNode }[]
}

const kinds = ['all', 'tier', 'outlet', 'manager'] as const
const tierOrder: readonly string[] = tiers
const inOrder = <Row extends Group>(rows: readonly Row[], kind: Group['kind']): Row[] => {
  const members = rows.filter((row) => row.kind === kind)
  return kind === 'tier' ? members.toSorted((one, other) => tierOrder.indexOf(other.key) - tierOrder.indexOf(one.key)) : members
}

/** The same figures side by side: of all, then by tier, outlet and manager. A kind with one row says nothing that all does not say. */
export const GroupTable = <Row extends Group>({ rows, columns }: GroupTableProps<Row>) => {
  const { say } = useWords()
  const wordsOf = useGroupWords()
  const outlets = new Map(rows.filter(({ kind }) => kind === 'outlet').map(({ institutionId, name }) => [institutionId, name]))
  return (
    <div className="table-scroll">
      <table className="plain-table watch-table">
        <thead>
          <tr>
            <th scope="col">{say('watch.group')}</th>
            {columns.map(({ key, title }) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => {
            const members = inOrder(rows, kind)
            if (kind !== 'all' && members.length < 2) return null
            return (
              <Fragment key={kind}>
                {kind === 'all' ? null : (
                  <tr className="watch-kind">
                    <th scope="rowgroup" colSpan={columns.length + 1}>
                      {say(`watch.kind.${kind}`)}
                    </th>
                  </tr>
                )}
                {members.map((row) => (
                  <tr key={row.key} className={kind === 'all' ? 'watch-chosen' : ''}>
                    <td>
                      {wordsOf(row)}
                      {kind === 'manager' && outlets.size > 1 ? (
                        <small className="cell-note">{outlets.get(row.institutionId)}</small>
                      ) : null}
                    </td>
                    {columns.map(({ key, render }) => (
                      <td key={key}>{render(row)}</td>
                    ))}
                  </tr>
                ))}
              </Fragment>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
