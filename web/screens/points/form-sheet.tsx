import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Sheet } from '../../ui/sheet.tsx'

interface FormSheetProps {
  title: string
  /** what the button says; left out = save */
  action?: string
  onClose: () => void
  /** undefined: something is missing */
  send: (() => Promise<unknown>) | undefined
  children: ReactNode
}

/** A whole number of at most seven digits as typed; undefined when it is none. */
export const wholeOf = (text: string): number | undefined => (/^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : undefined)

/** A form about gifts in a sheet: says what is missing, sends, shows what was refused, and is gone when it is done. */
export const FormSheet = ({ title, action, onClose, send, children }: FormSheetProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [missing, setMissing] = useState(false)
  const work = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: queries.gift.key() }),
        client.invalidateQueries({ queryKey: queries.giftTransfer.key() }),
      ])
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(send === undefined)
    if (send) work.mutate(send)
  }
  return (
    <Sheet title={title} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit} noValidate>
        {children}
        {missing || work.error ? (
          <p className="warning-text" role="alert">
            {work.error ? describe(work.error).text : say('points.stockMissing')}
          </p>
        ) : null}
        <button type="submit" className="sheet-done" disabled={work.isPending}>
          {action ?? say('points.save')}
        </button>
      </form>
    </Sheet>
  )
}
