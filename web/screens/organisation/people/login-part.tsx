import { Button } from 'antd'
import { useState } from 'react'
import type { PersonFile } from '../../../../server/modules/organisation/people/contract.ts'
import { api } from '../../../api/client.ts'
import { useWords } from '../../../i18n/index.ts'
import { instant } from '../../../ui/format/date.ts'
import { Tag } from '../../../ui/panel.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import { ChangeSheet } from './change-sheet.tsx'
import { TextField } from './fields.tsx'

type Act = 'openLogin' | 'closeLogin' | 'unlockLogin' | 'resetLogin'
interface Issued {
  login: string
  password: string
}

/** Whether somebody can sign in, and what may be done about it. A first password is shown once, then it is gone. */
export const LoginPart = ({ person }: { person: PersonFile }) => {
  const { say, word, language } = useWords()
  const [act, setAct] = useState<Act>()
  const [issued, setIssued] = useState<Issued>()
  const { account } = person
  const state = account?.state ?? 'none'
  const acts: Act[] =
    state === 'open' ? ['resetLogin', 'closeLogin'] : state === 'locked' ? ['unlockLogin', 'resetLogin', 'closeLogin'] : ['openLogin']
  const labelOf = (one: Act) => (one === 'openLogin' && state === 'closed' ? say('people.reopenLogin') : say(`people.${one}`))
  return (
    <section className="person-part" aria-label={say('people.account')}>
      <h3>{say('people.account')}</h3>
      <p className="person-line">
        {account ? <strong>{account.login}</strong> : <span className="muted">{say('people.accountNone')}</span>}
        {account ? <Tag {...(state === 'locked' ? { tone: 'warning' as const } : {})}>{word('login_state', state)}</Tag> : null}
        {account?.lockedUntil ? (
          <span className="muted small">{say('people.lockedUntil', { at: instant(account.lockedUntil, language) })}</span>
        ) : null}
        {account?.lastSeenAt ? (
          <span className="muted small">{say('people.lastSeen', { at: instant(account.lastSeenAt, language) })}</span>
        ) : null}
      </p>
      {person.mayManage === true && person.state !== 'left' ? (
        <p className="person-acts">
          {acts.map((one) => (
            <Button key={one} size="small" onClick={() => setAct(one)}>
              {labelOf(one)}
            </Button>
          ))}
        </p>
      ) : null}
      {act ? (
        <LoginSheet
          title={`${labelOf(act)} · ${person.name}`}
          act={act}
          person={person}
          onDone={(given) => {
            setAct(undefined)
            setIssued(given)
          }}
          onClose={() => setAct(undefined)}
        />
      ) : null}
      {issued ? (
        <Sheet title={person.name} closeText={say('people.passwordDone')} onClose={() => setIssued(undefined)}>
          <p className="issued-password">
            <span className="muted">{issued.login}</span>
            <code>{issued.password}</code>
          </p>
          <p className="warning-text small">{say('people.password')}</p>
        </Sheet>
      ) : null}
    </section>
  )
}

interface LoginSheetProps {
  title: string
  act: Act
  person: PersonFile
  onDone: (issued: Issued | undefined) => void
  onClose: () => void
}

const LoginSheet = ({ title, act, person, onDone, onClose }: LoginSheetProps) => {
  const { say } = useWords()
  const [login, setLogin] = useState('')
  const { staffId } = person
  const perform = async (): Promise<Issued | undefined> => {
    if (act === 'openLogin') return api.people.openLogin({ staffId, ...(login.trim() === '' ? {} : { login: login.trim() }) })
    if (act === 'resetLogin') return api.people.resetLogin({ staffId })
    await (act === 'closeLogin' ? api.people.closeLogin({ staffId }) : api.people.unlockLogin({ staffId }))
    return undefined
  }
  return (
    <ChangeSheet title={title} act={perform} onDone={onDone} onClose={onClose}>
      {act === 'openLogin' && person.account === null ? (
        <TextField label={say('people.loginName')} value={login} optional={person.source === 'extract'} onChange={setLogin} />
      ) : null}
    </ChangeSheet>
  )
}
