import type { CustomerRow } from '../../../server/modules/customer/contract.ts'
import type { FigureKey } from '../../../server/modules/customer/figures.ts'
import type { Language, Say } from '../../i18n/index.ts'
import type { Column } from '../../ui/virtual-table.tsx'
import { Unknown } from '../../ui/amount.tsx'
import { figureWidth, isNumeric, showFigure } from './figure-value.tsx'

/** Who the customer is, at the left of every list; then the chosen figures. */
export const listColumns = (
  say: Say,
  language: Language,
  figures: readonly FigureKey[],
  withInstitution: boolean,
): Column<CustomerRow>[] => {
  const none = <Unknown why={say('dossier.why.unknown')} />
  const identity: (Column<CustomerRow> | undefined)[] = [
    {
      key: 'name',
      title: say('domain.figure.name'),
      width: 132,
      render: (row) =>
        row.name === null ? (
          <span className="muted" title={say('customers.unnamed')}>
            {row.customerNo}
          </span>
        ) : (
          <strong className="row-name" title={row.name}>
            {row.name}
          </strong>
        ),
    },
    {
      key: 'customer_no',
      title: say('domain.figure.customer_no'),
      width: 124,
      render: (row) => <span className="muted">{row.customerNo}</span>,
    },
    { key: 'phone', title: say('customers.phone'), width: 112, sortable: false, render: (row) => row.phoneMasked ?? none },
    withInstitution
      ? {
          key: 'institution',
          title: say('domain.figure.institution'),
          width: 156,
          render: (row) => <span title={row.institutionName}>{row.institutionName}</span>,
        }
      : undefined,
    {
      key: 'manager',
      title: say('domain.figure.manager'),
      width: 100,
      render: (row) => row.managerName ?? <span className="muted">{say('dossier.noManager')}</span>,
    },
  ]
  const chosen = figures.map((figure): Column<CustomerRow> => ({
    key: figure,
    title: say(`domain.figure.${figure}`),
    width: figureWidth(figure),
    end: isNumeric(figure),
    render: (row) => showFigure(say, language, figure, row.figures[figure]),
  }))
  return [...identity.filter((column) => column !== undefined), ...chosen]
}
