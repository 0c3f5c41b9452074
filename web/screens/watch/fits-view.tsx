import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FitCustomer } from '../../../server/modules/suitability/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { Choose } from '../../ui/choose.tsx'
import { count, percent } from '../../ui/format/rate.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { placeOf } from './watch-query.ts'

const everything = 'next'

const Row = ({ row }: { row: FitCustomer }) => {
  const { say, word, language } = useWords()
  return (
    <li>
      <Link to="/customers/$customerId" params={{ customerId: row.customerId }}>
        <span className="watch-who">
          <strong>{row.name ?? row.customerNo}</strong>
          <small className="muted">
            {[word('tier', row.tier), row.managerName ?? say('watch.noManager'), row.institutionName].join(' · ')}
          </small>
        </span>
        <span className="watch-fit">
          <span>{row.product.productName}</span>
          <small className="muted">
            {[
              word('category', row.product.category),
              row.product.riskLevel === null
                ? undefined
                : say('watch.fits.risk', { product: row.product.riskLevel, customer: row.riskTolerance ?? '—' }),
              say('watch.fits.share', { share: percent(row.product.shareBp) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </span>
        <span className="watch-what">
          <Amount fen={row.aum} language={language} />
          <small className="muted">{say('watch.aum')}</small>
        </span>
      </Link>
    </li>
  )
}

const Fits = ({ institutionId, productCode }: { institutionId: number | undefined; productCode: string | undefined }) => {
  const { say } = useWords()
  const describe = useProblem()
  const input = { ...placeOf(institutionId), ...(productCode === undefined ? {} : { productCode }) }
  const query = useQuery(queries.suitability.fits.queryOptions({ input }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ rows, looked, notContactable, more }) => (
        <>
          <p className="muted small">
            {say('watch.fits.count', { count: count(rows.length), looked: count(looked), left: count(notContactable) })}
            {more ? ` ${say('watch.fits.more')}` : ''}
          </p>
          {rows.length === 0 ? <Empty compact title={say('watch.fits.none')} about={say('watch.fits.noneAbout')} /> : null}
          <ul className="watch-list">
            {rows.map((row) => (
              <Row key={row.customerId} row={row} />
            ))}
          </ul>
        </>
      )}
    </QueryView>
  )
}

/** M27, M97: what suits whom next, or whom one product suits. */
export const FitsView = ({ institutionId }: { institutionId: number | undefined }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const [chosen, choose] = useState(everything)
  const query = useQuery(queries.suitability.shelf.queryOptions())
  return (
    <Panel title={say('watch.fits.title')} about={say('watch.fits.about')}>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ products }) => (
          <>
            <div className="watch-choose">
              <Choose
                label={say('watch.fits.choose')}
                value={chosen}
                options={[
                  { value: everything, label: say('watch.fits.everything') },
                  ...products.map(({ productCode, productName, category, riskLevel, isNew }) => ({
                    value: productCode,
                    label: [isNew ? say('watch.fits.new') : undefined, productName, word('category', category), riskLevel ?? undefined]
                      .filter(Boolean)
                      .join(' · '),
                  })),
                ]}
                onChange={choose}
              />
            </div>
            <Fits institutionId={institutionId} productCode={chosen === everything ? undefined : chosen} />
          </>
        )}
      </QueryView>
    </Panel>
  )
}
