import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TodayList } from '../../../server/modules/today/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { dayWords, reasonWords } from './today-words.ts'

const Rows = ({ list }: { list: TodayList }) => {
  const { say, word, language } = useWords()
  if (list.items.length + list.prospects.length === 0) return <p className="muted small">{say('today.previewNone')}</p>
  return (
    <>
      <p className="muted small">{say('today.previewAbout', { planned: list.items.length + list.prospects.length })}</p>
      <ol className="today-rows today-preview">
        {list.items.map(({ customerId, name, channel, reasons: [first] }) => (
          <li key={customerId}>
            <Link to="/customers/$customerId" params={{ customerId }}>
              {name ?? customerId}
            </Link>
            <span className="muted small">{first ? reasonWords(say, language, first) : ''}</span>
            <span className="small">{word('contact_channel', channel)}</span>
          </li>
        ))}
        {list.prospects.map(({ prospectId, name, channel, reasons: [first] }) => (
          <li key={prospectId}>
            <Link to="/prospects">{name ?? say('today.prospectTag')}</Link>
            <span className="muted small">{first ? reasonWords(say, language, first) : ''}</span>
            <span className="small">{word('contact_channel', channel)}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

/** What the next working day would bring; on a day of rest at once, else when asked for. */
export const PreviewPanel = ({ list, managerId }: { list: TodayList; managerId: number | undefined }) => {
  const { say, language } = useWords()
  const describe = useProblem()
  const [asked, setAsked] = useState(!list.workingDay)
  const query = useQuery({ ...queries.today.preview.queryOptions({ input: { managerId } }), enabled: asked })
  return (
    <Panel title={say('today.previewTitle', { date: dayWords(list.nextWorkingDay, language) })}>
      {asked ? (
        <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
          {(next) => <Rows list={next} />}
        </QueryView>
      ) : (
        <button type="button" className="today-link" onClick={() => setAsked(true)}>
          {say('today.previewShow')}
        </button>
      )}
    </Panel>
  )
}
