import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { useScope } from '../shell/scope.ts'
import { KeepingTabs } from './keeping-tabs.tsx'
import { StartSheet } from './start-sheet.tsx'
import { WakeUpPanel } from './wake-up-panel.tsx'

/** 唤醒 (M45): programmes of the institution, how far they are, what came of them. */
export const WakeUpScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const me = useMe()
  const { institution } = useScope(me)
  const [starting, setStarting] = useState(false)
  const query = useQuery(queries.wakeUp.list.queryOptions({ input: institution ? { institutionId: institution.id } : {} }))
  return (
    <div className="keeping-screen">
      <KeepingTabs />
      <div className="keeping-head">
        <h1>{say('wakeUp.title')}</h1>
        {query.data?.mayStart ? (
          <button type="button" className="keeping-act" onClick={() => setStarting(true)}>
            {say('wakeUp.start')}
          </button>
        ) : null}
      </div>
      <p className="keeping-about small">{say('wakeUp.about')}</p>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ programmes, mayStart }) => (
          <>
            {programmes.length === 0 ? (
              <Empty title={say('wakeUp.none')} about={say(mayStart ? 'wakeUp.noneAbout' : 'wakeUp.noneReader')} />
            ) : null}
            {programmes.map((programme) => (
              <WakeUpPanel key={programme.id} programme={programme} />
            ))}
          </>
        )}
      </QueryView>
      {starting ? <StartSheet institutionId={institution?.id ?? me.institutionId} onClose={() => setStarting(false)} /> : null}
    </div>
  )
}
