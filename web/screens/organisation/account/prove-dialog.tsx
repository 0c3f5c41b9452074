import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useEffect, useRef, useState, useSyncExternalStore, type FormEvent } from 'react'
import { api, queries } from '../../../api/client.ts'
import { refusalCode, useProblem } from '../../../api/problem.ts'
import { isProofAsked, onProofAsked, settleProof } from '../../../api/prove-again.ts'
import { useWords } from '../../../i18n/index.ts'
import './account.css'

/** Asks for the password anew when an act of weight is refused without; afterwards the act goes on by itself (api/prove-again.ts). */
export const ProveDialog = () => (useSyncExternalStore(onProofAsked, isProofAsked) ? <Asking /> : null)

const Asking = () => {
  const { say } = useWords()
  const describe = useProblem()
  const dialog = useRef<HTMLDialogElement>(null)
  const account = useQuery(queries.signOn.account.queryOptions())
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const prove = useMutation({
    mutationFn: () => api.signOn.prove({ password, ...(code.trim() === '' ? {} : { code: code.trim() }) }),
    gcTime: 0,
    onSuccess: () => settleProof(true),
    onError: () => setCode(''),
  })
  useEffect(() => dialog.current?.showModal(), [])
  const asksCode = account.data?.secondFactor.enrolled === true || refusalCode(prove.error) === 'SECOND_FACTOR_NEEDED'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (password !== '') prove.mutate()
  }
  const back = encodeURIComponent(location.pathname + location.search)
  return (
    <dialog ref={dialog} className="prove-dialog" aria-label={say('prove.title')} onClose={() => settleProof(false)}>
      <h2>{say('prove.title')}</h2>
      <p className="muted">{say('prove.why')}</p>
      <form className="account-form" onSubmit={submit} noValidate>
        <label>
          {say('prove.password')}
          <Input.Password
            value={password}
            maxLength={200}
            autoComplete="current-password"
            aria-label={say('prove.password')}
            autoFocus
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        {asksCode ? (
          <label>
            {say('prove.code')}
            <Input
              value={code}
              maxLength={40}
              autoComplete="one-time-code"
              aria-label={say('prove.code')}
              onChange={(event) => setCode(event.target.value)}
            />
          </label>
        ) : null}
        {prove.isError ? (
          <p className="warning-text small" role="alert">
            {describe(prove.error).text}
          </p>
        ) : null}
        <div className="account-line">
          <Button htmlType="submit" type="primary" disabled={prove.isPending}>
            {say('prove.confirm')}
          </Button>
          <Button onClick={() => dialog.current?.close()}>{say('shell.cancel')}</Button>
        </div>
      </form>
      {account.data?.method === 'single_sign_on' ? (
        <p className="small">
          <a href={`/sso/start?fresh=yes&back=${back}`}>{say('prove.bySingleSignOn')}</a>{' '}
          <span className="muted">{say('prove.bySingleSignOnWhy')}</span>
        </p>
      ) : null}
    </dialog>
  )
}
