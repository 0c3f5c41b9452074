import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { GiftRow } from '../../../server/modules/points/gifts/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { SignaturePad } from './signature-pad.tsx'

interface HandOutSheetProps {
  customerId: string
  gift: GiftRow
  onClose: () => void
  onDone: (receiptNo: string) => void
}

/** The customer signs, the gift is theirs. Pressed twice it is the same hand-out. */
export const HandOutSheet = ({ customerId, gift, onClose, onDone }: HandOutSheetProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [id] = useState(() => crypto.randomUUID())
  const [signature, setSignature] = useState<string>()
  const [missing, setMissing] = useState(false)
  const handOut = useMutation({
    mutationFn: (png: string) => api.gift.handOut({ id, customerId, giftId: gift.giftId, signature: png }),
    onSuccess: async ({ receiptNo }) => {
      await client.invalidateQueries({ queryKey: queries.gift.key() })
      onDone(receiptNo)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(signature === undefined)
    if (signature !== undefined) handOut.mutate(signature)
  }
  return (
    <Sheet title={say('points.handOutTitle', { gift: gift.name })} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit}>
        <p>{say('points.handOutAbout', { points: gift.points, programme: gift.programme })}</p>
        <SignaturePad label={say('points.sign')} clearText={say('points.signAgain')} onSign={setSignature} />
        {missing || handOut.error ? (
          <p className="warning-text" role="alert">
            {handOut.error ? describe(handOut.error).text : say('points.signMissing')}
          </p>
        ) : null}
        <button type="submit" className="sheet-done" disabled={handOut.isPending}>
          {say('points.handOut')}
        </button>
      </form>
    </Sheet>
  )
}
