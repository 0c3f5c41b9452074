import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { SignaturePad } from './signature-pad.tsx'

interface SignSheetProps {
  title: string
  about: string
  /** hands out; `id` is the same however often it is pressed */
  send: (id: string, signature: string) => Promise<{ receiptNo: string }>
  onClose: () => void
  onDone: (receiptNo: string, id: string) => void
}

/** The customer signs, the gift is theirs. Pressed twice it is the same hand-out. */
export const SignSheet = ({ title, about, send, onClose, onDone }: SignSheetProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [id] = useState(() => crypto.randomUUID())
  const [signature, setSignature] = useState<string>()
  const [missing, setMissing] = useState(false)
  const handOut = useMutation({
    mutationFn: (png: string) => send(id, png),
    onSuccess: async ({ receiptNo }) => {
      await client.invalidateQueries({ queryKey: queries.gift.key() })
      onDone(receiptNo, id)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(signature === undefined)
    if (signature !== undefined) handOut.mutate(signature)
  }
  return (
    <Sheet title={title} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit}>
        <p>{about}</p>
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
