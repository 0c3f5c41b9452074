import { useQuery } from '@tanstack/react-query'
import { queries } from '../../../api/client.ts'
import { useProblem } from '../../../api/problem.ts'
import { useMe } from '../../../api/session.ts'
import { useWords } from '../../../i18n/index.ts'
import { QueryView } from '../../../ui/query-view.tsx'
import { PasswordPanel } from './password-panel.tsx'
import { SecondFactorPanel } from './second-factor-panel.tsx'
import { SessionsPanel } from './sessions-panel.tsx'
import './account.css'

/** 账号与安全: the own password, the second factor, and where one is signed in. */
export const AccountScreen = () => {
  const { say, word } = useWords()
  const describe = useProblem()
  const me = useMe()
  const account = useQuery(queries.signOn.account.queryOptions({ staleTime: 0 }))
  return (
    <div className="account">
      <div>
        <h1>{say('account.title')}</h1>
        <p className="muted">
          {me.name} · {word('role', me.role)} · {me.login}
        </p>
      </div>
      <QueryView query={account} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {(state) => (
          <>
            <PasswordPanel state={state} />
            <SecondFactorPanel state={state} />
            <SessionsPanel />
          </>
        )}
      </QueryView>
    </div>
  )
}
