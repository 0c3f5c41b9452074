import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { queries } from '../../api/client.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { ProspectLine } from './prospect-line.tsx'
import '../../ui/lines.css'

/** Prospects whose next step is due, on the day's list beside the customers; nothing when there is none. */
export const DueProspects = () => {
  const { say } = useWords()
  const query = useQuery(queries.prospect.list.queryOptions({ input: { due: true } }))
  const prospects = query.data?.prospects ?? []
  if (prospects.length === 0) return null
  return (
    <Panel
      title={say('prospect.due')}
      about={say('prospect.count', { count: prospects.length })}
      extra={<Link to="/prospects">{say('prospect.all')}</Link>}
    >
      <ul className="lines">
        {prospects.map((prospect) => (
          <ProspectLine key={prospect.id} prospect={prospect} mayAct={query.data?.mayAdd ?? false} />
        ))}
      </ul>
    </Panel>
  )
}
