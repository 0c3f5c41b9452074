import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useRef, useState, type FormEvent } from 'react'
import { api } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { meOptions } from '../../api/session.ts'
import { switchLanguage, useWords } from '../../i18n/index.ts'
import { safeReturn } from '../../search-text.ts'
import { BrandPicture } from './brand-picture.tsx'
import './sign-in.css'

const route = getRouteApi('/sign-in')

/** The door. Plain elements only, so that it opens at once; what is wrong is said beside the field or above the button. */
export const SignIn = () => {
  const { say, language } = useWords()
  const { return: back, expired } = route.useSearch()
  const describe = useProblem()
  const router = useRouter()
  const queryClient = useQueryClient()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [revealed, setRevealed] = useState(false)
  const [missing, setMissing] = useState<'login' | 'password' | undefined>()
  const loginField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  const signIn = useMutation({
    mutationFn: (given: { login: string; password: string }) => api.organisation.signIn(given),
    onSuccess: async (me) => {
      queryClient.clear()
      queryClient.setQueryData(meOptions().queryKey, me)
      await router.invalidate()
      router.history.push(safeReturn(back))
    },
    onError: () => {
      setPassword('')
      passwordField.current?.focus()
    },
  })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const empty = login.trim() === '' ? 'login' : password === '' ? 'password' : undefined
    setMissing(empty)
    if (empty === 'login') loginField.current?.focus()
    else if (empty === 'password') passwordField.current?.focus()
    else signIn.mutate({ login: login.trim(), password })
  }

  return (
    <main className="sign-in">
      <div className="sign-in-brand">
        <div>
          <strong>
            留客<small>Liuke</small>
          </strong>
          <p>{say('shell.brandLine')}</p>
        </div>
        <BrandPicture />
      </div>
      <div className="sign-in-side">
        <form onSubmit={submit} noValidate>
          <h1>{say('signIn.title')}</h1>
          {expired && !signIn.isError ? <p className="sign-in-note">{say('signIn.expired')}</p> : null}
          <div className="sign-in-field">
            <label htmlFor="login">{say('signIn.login')}</label>
            <input
              id="login"
              ref={loginField}
              value={login}
              onChange={(event) => setLogin(event.target.value)}
              name="login"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              aria-invalid={missing === 'login'}
              aria-describedby={missing === 'login' ? 'missing' : undefined}
            />
            {missing === 'login' ? (
              <span id="missing" className="field-error">
                {say('signIn.missingLogin')}
              </span>
            ) : null}
          </div>
          <div className="sign-in-field">
            <label htmlFor="password">{say('signIn.password')}</label>
            <span className="field">
              <input
                id="password"
                ref={passwordField}
                value={password}
                onChange={(event) => setPassword(event.target.value)}
                name="password"
                type={revealed ? 'text' : 'password'}
                autoComplete="current-password"
                aria-invalid={missing === 'password' || signIn.isError}
                aria-describedby={missing === 'password' ? 'missing' : signIn.isError ? 'refused' : undefined}
              />
              <button type="button" className="reveal" aria-pressed={revealed} onClick={() => setRevealed(!revealed)}>
                {say(revealed ? 'signIn.hide' : 'signIn.show')}
              </button>
            </span>
            {missing === 'password' ? (
              <span id="missing" className="field-error">
                {say('signIn.missingPassword')}
              </span>
            ) : null}
          </div>
          {signIn.isError ? (
            <p id="refused" className="sign-in-error" role="alert">
              {describe(signIn.error).text}
            </p>
          ) : null}
          <button className="submit" type="submit" disabled={signIn.isPending}>
            {say('signIn.submit')}
          </button>
          <p className="muted small">{say('signIn.first')}</p>
          <div className="sign-in-tools">
            <button type="button" className="text-button" onClick={() => void switchLanguage(language === 'en' ? 'zh-CN' : 'en')}>
              {say('shell.otherLanguage')}
            </button>
          </div>
        </form>
      </div>
    </main>
  )
}
