import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { refusalCode, useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import './route-states.css'

/** While a screen's own code is on its way. Plain elements only: this is part of every first page. */
export const RoutePending = () => {
  const { say } = useWords()
  return <div className="route-pending" role="status" aria-label={say('shell.loading')} />
}

export const RouteFailure = ({ error, reset }: ErrorComponentProps) => {
  const { say } = useWords()
  const router = useRouter()
  const unexpected = refusalCode(error) === undefined && !(error instanceof TypeError)
  const { title, text } = useProblem()(error)
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <div className="route-state" role="alert">
      <h1>{title}</h1>
      {unexpected ? <p>{say('problem.unexpected')}</p> : null}
      <p className="muted">{text}</p>
      <button type="button" onClick={retry}>
        {say('shell.retry')}
      </button>
    </div>
  )
}

export const NoSuchPage = () => {
  const { say } = useWords()
  return (
    <div className="route-state">
      <h1>{say('problem.notFoundTitle')}</h1>
      <p>{say('problem.notFound')}</p>
      <a href="/">{say('shell.back')}</a>
    </div>
  )
}

/** A page that the post worn now does not open. */
export const NoPermission = () => {
  const { say } = useWords()
  return (
    <div className="route-state" role="alert">
      <h1>{say('problem.forbiddenTitle')}</h1>
      <p>{say('problem.forbiddenPage')}</p>
      <a href="/">{say('shell.back')}</a>
    </div>
  )
}
