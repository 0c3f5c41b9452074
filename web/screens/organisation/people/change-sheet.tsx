import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { FormEvent, ReactNode } from 'react'
import { queries } from '../../../api/client.ts'
import { useProblem } from '../../../api/problem.ts'
import { useWords } from '../../../i18n/index.ts'
import { Sheet } from '../../../ui/sheet.tsx'

interface ChangeSheetProps<T> {
  title: string
  about?: string | undefined
  /** what the button does */
  act: () => Promise<T>
  onDone: (answer: T) => void
  onClose: () => void
  disabled?: boolean
  children?: ReactNode
}

/** A change to people: what it needs, what it means, one button; a refusal says here what to do. Afterwards everything about people is asked anew. */
export const ChangeSheet = <T,>({ title, about, act, onDone, onClose, disabled = false, children }: ChangeSheetProps<T>) => {
  const { say } = useWords()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const change = useMutation({
    mutationFn: act,
    onSuccess: async (answer) => {
      onDone(answer)
      await queryClient.invalidateQueries({ queryKey: queries.people.key() })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <Sheet title={title} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit}>
        {about ? <p className="muted small">{about}</p> : null}
        {children}
        {change.error ? (
          <p className="warning-text small" role="alert">
            {describe(change.error).text}
          </p>
        ) : null}
        <Button htmlType="submit" type="primary" loading={change.isPending} disabled={disabled}>
          {say('people.confirm')}
        </Button>
      </form>
    </Sheet>
  )
}
