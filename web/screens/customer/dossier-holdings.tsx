import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Empty } from '../../ui/states.tsx'
import type { DossierProps } from './dossier-parts.ts'

/** Products by category, the largest category first. */
export const HoldingsBlock = ({ dossier }: DossierProps) => {
  const { say, word, language } = useWords()
  // bands cannot be added: then the categories stand as they come
  const banded = dossier.holdings.some((holding) => typeof holding.balanceFen !== 'string')
  const total = (rows: typeof dossier.holdings): bigint =>
    rows.reduce((sum, { balanceFen }) => sum + (typeof balanceFen === 'string' ? BigInt(balanceFen) : 0n), 0n)
  const categories = [...Map.groupBy(dossier.holdings, (holding) => holding.category)].toSorted(([, a], [, b]) =>
    total(a) < total(b) ? 1 : -1,
  )
  return (
    <Panel title={say('dossier.holdings')}>
      {categories.length === 0 ? <Empty compact title={say('dossier.holdingsNone')} /> : null}
      <ul className="holdings">
        {categories.map(([category, holdings]) => (
          <li key={category}>
            <p className="holding-category">
              <strong>{word('category', category)}</strong>
              {banded ? null : <Amount fen={total(holdings)} language={language} />}
            </p>
            {holdings.map((holding) => (
              <p key={holding.productCode} className="holding">
                <span className="holding-name" title={holding.productName}>
                  {holding.productName}
                </span>
                <span className="muted small">
                  {[
                    holding.accountCount > 1 ? say('dossier.accounts', { count: holding.accountCount }) : undefined,
                    holding.countsAsAum ? undefined : say('dossier.notAum'),
                    holding.nextMaturityOn === null ? undefined : say('dossier.nextMaturity', { date: holding.nextMaturityOn }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <span className="holding-balance">
                  <Amount fen={holding.balanceFen} language={language} />
                </span>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
