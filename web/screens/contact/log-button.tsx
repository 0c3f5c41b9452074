import { useWords } from '../../i18n/index.ts'
import { openWorklog, type WorklogSubject } from './worklog.ts'
import './contact.css'

/** 记一笔: the first of three taps. */
export const LogButton = ({ subject, quiet = false }: { subject: WorklogSubject; quiet?: boolean }) => {
  const { say } = useWords()
  return (
    <button
      type="button"
      className={quiet ? 'log-button log-quiet' : 'log-button'}
      aria-label={say('worklog.title', { name: subject.name })}
      onClick={() => openWorklog(subject)}
    >
      {say('worklog.log')}
    </button>
  )
}
