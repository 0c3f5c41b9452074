import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import type { Enrolment } from '../../../../server/modules/organisation/sign-on/contract.ts'
import { api } from '../../../api/client.ts'
import { useProblem } from '../../../api/problem.ts'
import { useWords } from '../../../i18n/index.ts'
import { EnrolmentPicture } from '../enrolment-picture.tsx'

/** The picture to scan, and the first code that shows the app has it. */
export const EnrolForm = ({ enrolment, onDone }: { enrolment: Enrolment; onDone: (recoveryCodes: string[]) => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () => api.signOn.confirmSecondFactor({ code }),
    gcTime: 0,
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
    onError: () => setCode(''),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() !== '') confirm.mutate()
  }
  return (
    <form className="account-form" onSubmit={submit} noValidate>
      <p>{say('account.scan')}</p>
      <EnrolmentPicture enrolment={enrolment} />
      <label>
        {say('account.code')}
        <Input
          value={code}
          maxLength={12}
          inputMode="numeric"
          autoComplete="one-time-code"
          aria-label={say('account.code')}
          autoFocus
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      {confirm.isError ? (
        <p className="warning-text small" role="alert">
          {describe(confirm.error).text}
        </p>
      ) : null}
      <span>
        <Button htmlType="submit" type="primary" loading={confirm.isPending}>
          {say('account.confirm')}
        </Button>
      </span>
    </form>
  )
}
