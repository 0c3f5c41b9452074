import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { queries } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { keepProspects, maskedLabel } from '../../offline/pocket.ts'
import { Panel } from '../../ui/panel.tsx'
import { ProspectLine } from './prospect-line.tsx'
import '../../ui/lines.css'

/** Prospects whose next step is due and who found no place among the day's contacts (`listed`); nothing when there is none. All due ones are kept for times without network. */
export const DueProspects = ({ listed }: { listed: readonly string[] }) => {
  const { say } = useWords()
  const { userId } = useMe()
  const query = useQuery(queries.prospect.list.queryOptions({ input: { due: true } }))
  const { data } = query
  useEffect(() => {
    if (!data) return
    void keepProspects(
      data.prospects.map(({ id, name, channels }) => ({ prospectId: id, userId, maskedName: maskedLabel(name, id), channels })),
    )
  }, [data, userId])
  const prospects = data?.prospects.filter(({ id }) => !listed.includes(id)) ?? []
  if (prospects.length === 0) return null
  return (
    <Panel
      title={say('prospect.due')}
      about={say('prospect.count', { count: prospects.length })}
      extra={<Link to="/prospects">{say('prospect.all')}</Link>}
    >
      <ul className="lines">
        {prospects.map((prospect) => (
          <ProspectLine key={prospect.id} prospect={prospect} mayAct={data?.mayAdd ?? false} />
        ))}
      </ul>
    </Panel>
  )
}
