import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { queries } from '../../api/client.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'

/** On the list of the day: how many customers have a day worth a word. Says nothing where it cannot be known. */
export const CarePanel = () => {
  const { say } = useWords()
  const { data } = useQuery(queries.care.list.queryOptions({ input: {}, staleTime: 60_000 }))
  if (!data) return null
  const open = data.rows.filter(({ days, forbidden, written }) => days === 0 && forbidden === null && !written)
  const names = open.slice(0, 4).map(({ customerName }) => customerName ?? '')
  return (
    <Panel title={say('care.panel')} extra={<Link to="/care">{say('care.open')}</Link>}>
      <p>{open.length === 0 ? say('care.panelNone') : say('care.panelCount', { count: open.length })}</p>
      {names.length > 0 ? <p className="muted small">{names.join('、')}</p> : null}
    </Panel>
  )
}
