import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { queries } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { OpinionLine } from './opinions-screen.tsx'
import '../../ui/lines.css'

const OpinionSheet = lazy(async () => ({ default: (await import('./opinion-sheet.tsx')).OpinionSheet }))

/** What this customer said of products, with the answers, and one press to pass on more. */
export const OpinionsCard = ({ customerId }: { customerId: string }) => {
  const { say } = useWords()
  const me = useMe()
  const [saying, setSaying] = useState(false)
  const { data } = useQuery(queries.feedback.list.queryOptions({ input: { customerId }, staleTime: 60_000 }))
  if (me.role === 'compliance_officer') return null
  return (
    <Panel
      title={say('opinion.card')}
      extra={
        <button type="button" className="line-button" onClick={() => setSaying(true)}>
          {say('opinion.say')}
        </button>
      }
    >
      {data && data.opinions.length > 0 ? (
        <ul className="lines">
          {data.opinions.map((opinion) => (
            <OpinionLine key={opinion.id} opinion={opinion} mayAnswer={false} />
          ))}
        </ul>
      ) : (
        <p className="muted small">{say('opinion.cardNone')}</p>
      )}
      {saying ? (
        <Suspense fallback={null}>
          <OpinionSheet customerId={customerId} onClose={() => setSaying(false)} />
        </Suspense>
      ) : null}
    </Panel>
  )
}
