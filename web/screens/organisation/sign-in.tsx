import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { api, queries } from '../../api/client.ts'
import { meOptions } from '../../api/session.ts'
import { switchLanguage, useWords } from '../../i18n/index.ts'
import { safeReturn } from '../../search-text.ts'
import { BrandPicture } from './brand-picture.tsx'
import { DoorCode } from './door-code.tsx'
import { DoorNewPassword } from './door-new-password.tsx'
import { DoorOtherWay } from './door-other-way.tsx'
import { DoorPassword } from './door-password.tsx'
import { isNextStep, stepAfter, type Given, type Step } from './door-steps.ts'
import { usePasswordWords } from './password-words.ts'
import './sign-in.css'

const route = getRouteApi('/sign-in')
const nobody: Given = { login: '', password: '' }

/** The door. Plain elements only, so that it opens at once; it asks step by step for what the account needs, and says what is wrong beside it. */
export const SignIn = () => {
  const { say, has, language } = useWords()
  const { return: back, expired, problem } = route.useSearch()
  const router = useRouter()
  const queryClient = useQueryClient()
  const ways = useQuery(queries.signOn.ways.queryOptions({ staleTime: Infinity }))
  const wording = usePasswordWords(ways.data?.passwordRules)
  const [given, setGiven] = useState(nobody)
  const [step, setStep] = useState<Step>({ asks: 'password' })
  const [emergency, setEmergency] = useState(false)

  const signIn = useMutation({
    mutationFn: (all: Given) => api.organisation.signIn(all),
    gcTime: 0,
    onSuccess: async (me) => {
      queryClient.clear()
      queryClient.setQueryData(meOptions().queryKey, me)
      await router.invalidate()
      router.history.push(step.asks === 'enrolment' ? '/account' : safeReturn(back))
    },
    onError: (error) => setStep((before) => stepAfter(error, before)),
  })
  const send = (more: Partial<Given>) => {
    const all = { ...given, ...more }
    setGiven(all)
    signIn.mutate(all)
  }
  const startAgain = () => {
    setGiven(nobody)
    setStep({ asks: 'password' })
    signIn.reset()
  }
  const refused = signIn.isError && !isNextStep(signIn.error) ? wording.problem(signIn.error) : undefined
  const common = { refused, pending: signIn.isPending, onBack: startAgain }
  const provider = ways.data?.singleSignOn
  const onlyProvider = provider !== null && ways.data?.passwords === 'break_glass' && !emergency
  const sent = problem !== undefined && has(`door.problem.${problem}`) ? say(`door.problem.${problem}`) : undefined

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
        <div className="sign-in-steps">
          {step.asks === 'password' && onlyProvider && provider ? (
            <>
              <h1>{say('signIn.title')}</h1>
              {sent === undefined ? null : (
                <p className="sign-in-error" role="alert">
                  {sent}
                </p>
              )}
              <DoorOtherWay name={provider.name} back={back} first />
              <button type="button" className="text-button quiet" onClick={() => setEmergency(true)}>
                {say('door.emergency')}
              </button>
            </>
          ) : null}
          {step.asks === 'password' && !onlyProvider ? (
            <DoorPassword
              refused={refused ?? (signIn.isIdle ? sent : undefined)}
              note={expired ? say('signIn.expired') : undefined}
              pending={signIn.isPending}
              login={given.login}
              onGiven={(login, password) => {
                const first = { login, password }
                setGiven(first)
                signIn.mutate(first)
              }}
            >
              {provider ? <DoorOtherWay name={provider.name} back={back} first={false} /> : null}
              <p className="muted small">{say('signIn.first')}</p>
            </DoorPassword>
          ) : null}
          {step.asks === 'new_password' ? (
            <DoorNewPassword {...common} rules={wording.rules} onGiven={(newPassword) => send({ newPassword })} />
          ) : null}
          {step.asks === 'code' || step.asks === 'enrolment' ? (
            <DoorCode {...common} enrolment={step.asks === 'enrolment' ? step.enrolment : undefined} onGiven={(code) => send({ code })} />
          ) : null}
          <div className="sign-in-tools">
            <button type="button" className="text-button quiet" onClick={() => void switchLanguage(language === 'en' ? 'zh-CN' : 'en')}>
              {say('shell.otherLanguage')}
            </button>
          </div>
        </div>
      </div>
    </main>
  )
}
