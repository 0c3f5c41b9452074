import { Link } from '@tanstack/react-router'
import type { EmployerPerson } from '../../../server/modules/payroll/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount, Unknown } from '../../ui/amount.tsx'
import { monthOf } from '../../ui/format/date.ts'
import { percent } from '../../ui/format/rate.ts'
import { Tag } from '../../ui/panel.tsx'

const tone = { away: 'warning', low: 'warning', kept: 'accent', open: undefined } as const

const Row = ({ person }: { person: EmployerPerson }) => {
  const { say, language } = useWords()
  const rate = (bp: number | null) => (bp === null ? <Unknown why={say('employers.notYet')} /> : percent(bp, 0))
  const mark = tone[person.state]
  return (
    <tr data-person={person.customerNo}>
      <td className="text-cell">
        <Link to="/customers/$customerId" params={{ customerId: person.customerId }}>
          {person.name ?? person.customerNo}
        </Link>{' '}
        <Tag {...(mark ? { tone: mark } : {})}>{say(`employers.state.${person.state}`)}</Tag>
        <small className="cell-note">
          {[
            person.customerNo,
            person.managerName ?? say('employers.noManager'),
            say('employers.lastPaid', { month: monthOf(person.lastMonthEnd) }),
          ].join(' · ')}
        </small>
      </td>
      <td data-head={say('employers.credit')}>
        <Amount fen={person.creditFen} language={language} />
      </td>
      <td data-head={say('employers.kept30d')}>{rate(person.kept30dBp)}</td>
      <td data-head={say('employers.kept30dAum')}>{rate(person.kept30dAumBp)}</td>
      <td data-head={say('employers.ownOut')}>
        <Amount fen={person.ownNameOutflowFen} language={language} why={say('employers.ownOutNone')} />
      </td>
    </tr>
  )
}

/** The people of a unit: who moved away first, then who keeps least; a name opens the dossier. */
export const EmployerPeople = ({ people }: { people: readonly EmployerPerson[] }) => {
  const { say } = useWords()
  return (
    <div className="table-scroll">
      <table className="plain-table cards-on-phone" aria-label={say('employers.peopleTitle')}>
        <thead>
          <tr>
            {(['person', 'credit', 'kept30d', 'kept30dAum', 'ownOut'] as const).map((head) => (
              <th key={head} scope="col">
                {say(`employers.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Row key={person.customerId} person={person} />
          ))}
        </tbody>
      </table>
    </div>
  )
}
