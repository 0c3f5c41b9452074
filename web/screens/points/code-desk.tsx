import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { RedemptionAtDesk } from '../../../server/modules/points/links/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { Facts, Panel, Tag } from '../../ui/panel.tsx'
import { TextField } from '../privacy/source-field.tsx'
import { PointsNumber, pointsText } from './points-number.tsx'
import { ReceiptButton } from './receipt-sheet.tsx'
import { SignSheet } from './sign-sheet.tsx'
import { handsOut } from './views.ts'

const Found = ({ redemption, onDone }: { redemption: RedemptionAtDesk; onDone: (told: string, handOutId?: string) => void }) => {
  const { say, language } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const { role } = useMe()
  const [signing, setSigning] = useState(false)
  const { redemptionId } = redemption
  const cancel = useMutation({
    mutationFn: () => api.pointsLink.cancel({ redemptionId }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.gift.key() })
      onDone(say('gifts.cancelled'))
    },
  })
  return (
    <Panel
      title={redemption.giftName}
      about={say('gifts.validUntil', { at: instant(redemption.validUntil, language) })}
      extra={
        <span className="points-acts">
          <button type="button" className="text-button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {say('gifts.cancel')}
          </button>
          {handsOut(role) ? (
            <button type="button" className="soft-button" onClick={() => setSigning(true)}>
              {say('gifts.handOut')}
            </button>
          ) : null}
        </span>
      }
    >
      <Facts
        facts={[
          {
            key: 'customer',
            label: say('gifts.customer'),
            value: redemption.customerName,
            ...(redemption.neighbour ? { note: <Tag>{say('gifts.ofNeighbour')}</Tag> } : {}),
          },
          { key: 'points', label: say('gifts.points'), value: <PointsNumber points={redemption.points} /> },
          { key: 'outlet', label: say('gifts.outlet'), value: redemption.institutionName },
        ]}
      />
      {cancel.error ? (
        <p className="warning-text" role="alert">
          {describe(cancel.error).text}
        </p>
      ) : null}
      {signing ? (
        <SignSheet
          title={say('gifts.handOutTitle', { gift: redemption.giftName })}
          about={say('gifts.handOutAbout', { points: pointsText(redemption.points) })}
          send={(id, signature) => api.pointsLink.handOut({ id, redemptionId, signature })}
          onClose={() => setSigning(false)}
          onDone={(receiptNo, id) => onDone(say('points.done', { receipt: receiptNo }), id)}
        />
      ) : null}
    </Panel>
  )
}

/** The desk for codes: eight digits typed or scanned in, what they are for, a signature, the gift. */
export const CodeDesk = () => {
  const { say } = useWords()
  const describe = useProblem()
  const [code, setCode] = useState('')
  const [done, setDone] = useState<{ told: string; handOutId?: string | undefined }>()
  const find = useMutation({ mutationFn: (given: string) => api.pointsLink.find({ code: given }), onMutate: () => setDone(undefined) })
  const digits = code.replaceAll(/\s/gu, '')
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setWrong(!/^\d{8}$/.test(digits))
    if (/^\d{8}$/.test(digits)) find.mutate(digits)
  }
  return (
    <>
      <form className="points-code" onSubmit={submit} noValidate>
        <TextField label={say('gifts.code')} longest={20} value={code} onChange={setCode} />
        <button type="submit" className="soft-button" disabled={find.isPending}>
          {say('gifts.find')}
        </button>
        <span className="muted small">{say('gifts.codeHint')}</span>
      </form>
      {wrong || find.error ? (
        <p className="warning-text" role="alert">
          {find.error && !wrong ? describe(find.error).text : say('gifts.codeWrong')}
        </p>
      ) : null}
      {done ? (
        <p className="points-done" role="status">
          {done.told} {done.handOutId ? <ReceiptButton handOutId={done.handOutId} /> : null}
        </p>
      ) : null}
      {find.data && !done ? (
        <Found
          key={find.data.redemptionId}
          redemption={find.data}
          onDone={(told, handOutId) => {
            setDone({ told, handOutId })
            setCode('')
          }}
        />
      ) : null}
    </>
  )
}
