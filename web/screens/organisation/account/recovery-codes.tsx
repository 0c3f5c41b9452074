import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../i18n/index.ts'

/** Recovery codes as long as they are on the screen; they are kept nowhere. */
export const RecoveryCodes = ({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) => {
  const { say } = useWords()
  const [copied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard.writeText(codes.join('\n')).then(() => setCopied(true))
  return (
    <section aria-label={say('account.recoveryTitle')}>
      <p>{say('account.recoveryAbout')}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="account-line">
        <Button type="primary" onClick={onKept}>
          {say('account.keptSafe')}
        </Button>
        {'clipboard' in navigator ? <Button onClick={copy}>{say(copied ? 'account.copied' : 'account.copy')}</Button> : null}
      </div>
    </section>
  )
}
