import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { RevealField } from '../../../server/modules/privacy/contract.ts'
import { api } from '../../api/client.ts'
import { useWords } from '../../i18n/index.ts'
import { Flyout } from '../../ui/flyout.tsx'
import { Icon } from '../../ui/icons.tsx'
import { RevealForm, type RevealReason } from './reveal-form.tsx'
import './reveal.css'

interface RevealProps {
  customerId: string
  field: RevealField
  masked: string
}

/** A clear value stays on the screen for so long, in seconds. */
const shownFor = 30

interface Shown {
  value: string | null
  seconds: number
}

/** A masked value with a button that shows it in clear for a short time, after asking what for. The clear value is kept nowhere; a phone number dials. */
export const Reveal = ({ customerId, field, masked }: RevealProps) => {
  const { say } = useWords()
  const [shown, setShown] = useState<Shown>()
  const ask = useMutation({
    mutationFn: (reason: RevealReason) => api.privacy.reveal({ customerId, field, ...reason }),
    gcTime: 0,
  })
  const visible = shown !== undefined
  useEffect(() => {
    if (!visible) return
    const timer = setInterval(() => setShown((now) => (now && now.seconds > 1 ? { ...now, seconds: now.seconds - 1 } : undefined)), 1_000)
    return () => clearInterval(timer)
  }, [visible])
  const show = (reason: RevealReason, close: () => void) =>
    ask.mutate(reason, {
      onSuccess: ({ value }) => {
        close()
        ask.reset()
        setShown({ value, seconds: shownFor })
      },
    })
  if (shown) {
    return (
      <span className="revealed" role="status">
        {field === 'phone' && shown.value ? (
          <a className="revealed-value" href={`tel:${shown.value}`}>
            {shown.value}
          </a>
        ) : (
          <span className="revealed-value">{shown.value ?? say('reveal.none')}</span>
        )}
        <button type="button" className="reveal-hide" onClick={() => setShown(undefined)}>
          {say('reveal.hide')}
        </button>
        <span className="small muted" aria-hidden="true">
          {say('reveal.left', { seconds: shown.seconds })}
        </span>
      </span>
    )
  }
  return (
    <span className="revealed">
      <span>{masked}</span>
      <Flyout className="reveal-ask" label={say(`reveal.${field}`)} title={say(`reveal.${field}`)} button={<Icon name="eye" size={16} />}>
        {(close) => <RevealForm failure={ask.error} pending={ask.isPending} onAsk={(reason) => show(reason, close)} />}
      </Flyout>
    </span>
  )
}
