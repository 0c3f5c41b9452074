import { Link } from '@tanstack/react-router'
import type { CustomerRow } from '../../../server/modules/customer/contract.ts'
import type { FigureKey } from '../../../server/modules/customer/figures.ts'
import { useWords } from '../../i18n/index.ts'
import { LogButton } from '../contact/log-button.tsx'
import { FigureValue } from './figure-value.tsx'

/** Height of a card in the list, in pixels. */
export const cardHeight = 116

/** A customer on a phone: who, tier and AUM, and the two figures the list is about. */
export const CustomerCard = ({ row, figures }: { row: CustomerRow; figures: readonly FigureKey[] }) => {
  const { say } = useWords()
  const rest = figures.filter((figure) => figure !== 'tier' && figure !== 'aum').slice(0, 3)
  return (
    <div className="customer-card-frame">
      <Link to="/customers/$customerId" params={{ customerId: row.customerId }} className="customer-card">
        <span className="card-head">
          <strong>{row.name ?? row.customerNo}</strong>
          <FigureValue figure="tier" value={row.figures['tier']} />
          <span className="card-aum">
            <FigureValue figure="aum" value={row.figures['aum']} />
          </span>
        </span>
        <span className="card-about">
          {[row.phoneMasked, row.managerName ?? say('dossier.noManager'), row.institutionName].filter(Boolean).join(' · ')}
        </span>
        <span className="card-figures">
          {rest.map((figure) => (
            <span key={figure}>
              <small>{say(`domain.figure.${figure}`)}</small>
              <FigureValue figure={figure} value={row.figures[figure]} />
            </span>
          ))}
        </span>
      </Link>
      <LogButton quiet subject={{ customerId: row.customerId, name: row.name ?? row.customerNo }} />
    </div>
  )
}
