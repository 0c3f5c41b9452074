import { useWords } from '../../i18n/index.ts'
import { Amount, Unknown } from '../../ui/amount.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Empty } from '../../ui/states.tsx'
import type { DossierProps } from './dossier-parts.ts'

/** M11, M15: what matures, and what stayed of what matured. */
export const MaturitiesBlock = ({ dossier }: DossierProps) => {
  const { say, language } = useWords()
  const when = (days: number): string =>
    days > 0 ? say('dossier.inDays', { days }) : days === 0 ? say('dossier.today') : say('dossier.pastDays', { days: -days })
  return (
    <Panel title={say('dossier.maturities')}>
      {dossier.maturities.length === 0 ? (
        <Empty compact title={say('dossier.maturitiesNone')} />
      ) : (
        <table className="plain-table">
          <tbody>
            {dossier.maturities.map((term) => (
              <tr key={term.termNo}>
                <td className="text-cell">
                  {term.maturesOn}
                  <small className="cell-note">{term.productName}</small>
                </td>
                <td className={term.daysToMaturity >= 0 && term.daysToMaturity <= 7 ? 'warning-text' : ''}>{when(term.daysToMaturity)}</td>
                <td>
                  <Amount fen={term.amountFen} language={language} />
                  {term.daysToMaturity < 0 ? (
                    <small className="cell-note">
                      {term.captured30dFen === null ? (
                        <Unknown why={say('dossier.captureUnknown')} />
                      ) : (
                        <>
                          {say('dossier.captured', { amount: '' })}
                          <Amount fen={term.captured30dFen} language={language} />
                        </>
                      )}
                    </small>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
