import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { queries } from '../../api/client.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { VisitLine } from './visit-line.tsx'
import '../../ui/lines.css'

/** Units to visit, on the day of whoever goes; for leaders also how many slip without a visit. Nothing to do shows nothing. */
export const UnitVisitsPanel = () => {
  const { say } = useWords()
  const { data } = useQuery(queries.payroll.visits.queryOptions())
  if (!data || (data.visits.length === 0 && data.unplanned === 0)) return null
  return (
    <Panel
      title={say('employers.todayTitle')}
      extra={
        data.unplanned > 0 ? (
          <Link to="/employers" search={{ view: 'slipping' }}>
            {say('employers.unplanned', { count: data.unplanned })}
          </Link>
        ) : null
      }
    >
      {data.visits.length === 0 ? <p className="muted small">{say('employers.todayNone')}</p> : null}
      <ul className="lines">
        {data.visits.map((visit) => (
          <VisitLine key={visit.id} visit={visit} />
        ))}
      </ul>
    </Panel>
  )
}
