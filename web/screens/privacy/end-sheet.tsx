import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { choiceSources, type ChoiceKind, type CustomerChoice } from '../../../server/modules/privacy/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { choiceTitle } from './choice-words.ts'
import { SourceField, TextField } from './source-field.tsx'

interface EndSheetProps {
  customerId: string
  choice: CustomerChoice
  onClose: () => void
}

/** Takes a withdrawal, with its ground. */
export const EndSheet = ({ customerId, choice, onClose }: EndSheetProps) => {
  const words = useWords()
  const { say } = words
  const describe = useProblem()
  const queryClient = useQueryClient()
  const [source, setSource] = useState<string>('said')
  const [proof, setProof] = useState('')
  const end = useMutation({
    mutationFn: () =>
      api.privacy.endChoice({
        customerId,
        kind: choice.kind as Exclude<ChoiceKind, 'refusal'>,
        id: choice.id,
        source: source as (typeof choiceSources)[number],
        proof: proof.trim() === '' ? null : proof.trim(),
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queries.privacy.permission.key({ input: { customerId } }) })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    end.mutate()
  }
  return (
    <Sheet title={say('permission.endTitle', { what: choiceTitle(words, choice) })} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit}>
        <SourceField sources={choiceSources} source={source} onSource={setSource} />
        <TextField label={say('permission.proofOptional')} value={proof} onChange={setProof} />
        {end.error ? (
          <p className="warning-text" role="alert">
            {describe(end.error).text}
          </p>
        ) : null}
        <button type="submit" className="sheet-done" disabled={end.isPending}>
          {say(choice.kind === 'consent' ? 'permission.withdraw' : 'permission.end')}
        </button>
      </form>
    </Sheet>
  )
}
