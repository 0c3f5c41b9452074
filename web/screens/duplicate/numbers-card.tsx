import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { queries } from '../../api/client.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { Panel } from '../../ui/panel.tsx'
import '../../ui/lines.css'

/** The other numbers of the same person, with what all of them come to; nothing for who has one. The timeline shows all of them already. */
export const NumbersCard = ({ customerId }: { customerId: string }) => {
  const { say, word, language } = useWords()
  const { data } = useQuery(queries.duplicate.ofCustomer.queryOptions({ input: { customerId }, staleTime: 60_000 }))
  if (!data || (data.numbers.length === 0 && data.hidden === 0)) return null
  return (
    <Panel
      title={say('duplicate.numbers')}
      extra={
        <>
          {say('duplicate.together')} <Amount fen={data.totalFen} language={language} />
        </>
      }
    >
      <ul className="lines">
        {data.numbers.map((one) => (
          <li key={one.customerId}>
            <span className="line-who">
              <Link to="/customers/$customerId" params={{ customerId: one.customerId }}>
                {one.customerNo}
              </Link>
            </span>
            <span className="line-about">
              {one.institutionName} · {word('tier', one.tier)} · {one.managerName ?? say('handover.nobody')}
            </span>
            <span className="line-acts">
              <Amount fen={one.aumFen} language={language} />
            </span>
          </li>
        ))}
      </ul>
      {data.hidden > 0 ? <p className="muted small">{say('duplicate.hidden', { count: data.hidden })}</p> : null}
    </Panel>
  )
}
