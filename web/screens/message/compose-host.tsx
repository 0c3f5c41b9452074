import { lazy, Suspense } from 'react'
import { closeCompose, useCompose } from './compose.ts'

const ComposeSheet = lazy(() => import('./compose-sheet.tsx').then((module) => ({ default: module.ComposeSheet })))

/** Where the sheet opens, on whatever screen somebody is. */
export const ComposeHost = () => {
  const subject = useCompose()
  if (!subject) return null
  return (
    <Suspense>
      <ComposeSheet key={`${subject.customerId} ${subject.kind}`} subject={subject} onClose={closeCompose} />
    </Suspense>
  )
}
