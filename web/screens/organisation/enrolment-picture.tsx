import { lazy, Suspense } from 'react'
import type { Enrolment } from '../../../server/modules/organisation/sign-on/contract.ts'
import { useWords } from '../../i18n/index.ts'
import './enrolment-picture.css'

const QrCode = lazy(() => import('../../ui/qr-code.tsx').then((module) => ({ default: module.QrCode })))
const groups = (secret: string): string => (secret.match(/.{1,4}/g) ?? []).join(' ')

/** What an authenticator app is set up with: a picture to scan, and the same to type. */
export const EnrolmentPicture = ({ enrolment }: { enrolment: Enrolment }) => {
  const { say } = useWords()
  return (
    <div className="enrolment">
      <Suspense fallback={<span className="qr-code" />}>
        <QrCode text={enrolment.uri} label={say('enrolment.picture')} />
      </Suspense>
      <p className="muted small">
        {say('enrolment.secret')} <code data-secret={enrolment.secret}>{groups(enrolment.secret)}</code>
      </p>
    </div>
  )
}
