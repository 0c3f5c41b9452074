import { lazy, Suspense, useState } from 'react'
import { useWords } from '../../i18n/index.ts'
import type { WorklogSubject } from '../contact/worklog.ts'

const TalkSheet = lazy(async () => ({ default: (await import('./talk-sheet.tsx')).TalkSheet }))

/** 话术, one press from a customer. */
export const TalkButton = ({
  subject,
  reasons,
  className,
}: {
  subject: WorklogSubject
  reasons?: readonly string[]
  className?: string
}) => {
  const { say } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className={className} onClick={() => setOpen(true)}>
        {say('talk.button')}
      </button>
      {open ? (
        <Suspense fallback={null}>
          <TalkSheet subject={subject} {...(reasons ? { reasons } : {})} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
