import { useMutation } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useProblem } from '../../../api/problem.ts'
import { useWords } from '../../../i18n/index.ts'
import { Panel, Tag } from '../../../ui/panel.tsx'
import { useAccountChanged, type AccountState } from './account-parts.ts'
import { EnrolForm } from './enrol-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

/** The second factor: set up, recovery codes, taken off. The server asks for the password anew before each of them. */
export const SecondFactorPanel = ({ state: { secondFactor } }: { state: AccountState }) => {
  const { say } = useWords()
  const describe = useProblem()
  const changed = useAccountChanged()
  const [codes, setCodes] = useState<string[]>()
  const offer = useMutation({ mutationFn: () => api.signOn.offerSecondFactor(), gcTime: 0 })
  const remove = useMutation({ mutationFn: () => api.signOn.removeSecondFactor(), onSuccess: changed })
  const renew = useMutation({
    mutationFn: () => api.signOn.renewRecoveryCodes(),
    gcTime: 0,
    onSuccess: ({ recoveryCodes }) => {
      setCodes(recoveryCodes)
      changed()
    },
  })
  const failure = [offer, remove, renew].find((one) => one.isError)?.error
  const { enrolled, required, recoveryCodesLeft } = secondFactor
  return (
    <Panel title={say('account.factor')}>
      <div className="account-line">
        <Tag tone={enrolled ? 'accent' : 'warning'}>{say(enrolled ? 'account.factorOn' : 'account.factorOff')}</Tag>
        <span className="muted small">{say(required ? 'account.factorRequired' : 'account.factorAbout')}</span>
      </div>
      {codes ? <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} /> : null}
      {enrolled && !codes ? (
        <p className={recoveryCodesLeft === 0 ? 'warning-text' : 'muted small'} role={recoveryCodesLeft === 0 ? 'alert' : undefined}>
          {recoveryCodesLeft === 0 ? say('account.recoveryNone') : say('account.recoveryLeft', { count: recoveryCodesLeft })}
        </p>
      ) : null}
      {offer.data && !enrolled ? (
        <EnrolForm
          enrolment={offer.data}
          onDone={(recoveryCodes) => {
            setCodes(recoveryCodes)
            offer.reset()
            changed()
          }}
        />
      ) : null}
      {failure ? (
        <p className="warning-text small" role="alert">
          {describe(failure).text}
        </p>
      ) : null}
      {codes ? null : enrolled ? (
        <div className="account-buttons">
          <Button onClick={() => renew.mutate()} loading={renew.isPending} type={recoveryCodesLeft === 0 ? 'primary' : 'default'}>
            {say('account.recoveryNew')}
          </Button>
          {required ? null : (
            <Popconfirm
              title={say('account.removeSure')}
              okText={say('account.remove')}
              cancelText={say('shell.cancel')}
              onConfirm={() => remove.mutate()}
            >
              <Button loading={remove.isPending}>{say('account.remove')}</Button>
            </Popconfirm>
          )}
        </div>
      ) : offer.data ? null : (
        <Button type="primary" onClick={() => offer.mutate()} loading={offer.isPending}>
          {say('account.begin')}
        </Button>
      )}
    </Panel>
  )
}
