import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ListInput, ListedCustomer } from '../../../server/modules/watch/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { count } from '../../ui/format/rate.ts'
import { spokenMoney } from '../../ui/money-axis.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Empty } from '../../ui/states.tsx'

/** A number somebody pressed: its words, and what it asks for. */
export interface Asked {
  title: string
  input: ListInput
}

const Row = ({ row, asked: { list, bank } }: { row: ListedCustomer; asked: ListInput }) => {
  const { say, word, language } = useWords()
  // only from another bank can anything come back
  const beside = list === 'path_out' && bank === '' ? null : row.beside
  return (
    <li>
      <Link to="/customers/$customerId" params={{ customerId: row.customerId }}>
        <span className="watch-who">
          <strong>{row.name ?? row.customerNo}</strong>
          <small className="muted">
            {[word('tier', row.tier), row.managerName ?? say('watch.noManager'), row.institutionName].join(' · ')}
          </small>
        </span>
        <span className="watch-what">
          <Amount fen={row.amount} language={language} />
          <small className="muted">
            {beside === null ? say('watch.aum') : say(`watch.beside.${list}`)} <Amount fen={beside ?? row.aum} language={language} />
          </small>
        </span>
      </Link>
    </li>
  )
}

/** The customers behind a number, each one press from the dossier. */
export const CustomersSheet = ({ asked, onClose }: { asked: Asked; onClose: () => void }) => {
  const { say, language } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.watch.customers.queryOptions({ input: asked.input }))
  return (
    <Sheet title={asked.title} closeText={say('watch.close')} onClose={onClose}>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ rows, total, listedFromFen }) => (
          <>
            <p className="muted small">
              {say('watch.listed', { count: count(total), from: spokenMoney(listedFromFen, language) })}
              {rows.length < total ? ` ${say('watch.largest', { count: rows.length })}` : ''}
            </p>
            {rows.length === 0 ? <Empty compact title={say('watch.listNone')} /> : null}
            <ul className="watch-list">
              {rows.map((row) => (
                <Row key={row.customerId} row={row} asked={asked.input} />
              ))}
            </ul>
          </>
        )}
      </QueryView>
    </Sheet>
  )
}
