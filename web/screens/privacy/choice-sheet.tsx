import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { choiceKinds, type ChoiceInput, type CustomerChoice } from '../../../server/modules/privacy/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import { today } from '../../ui/format/date.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { ChoiceFields } from './choice-fields.tsx'
import { emptyDraft, readDraft } from './choice-draft.ts'

interface ChoiceSheetProps {
  customerId: string
  child: boolean
  choices: readonly CustomerChoice[]
  onClose: () => void
}

/** Which word names a field of the form. */
const fieldWords: Record<string, string> = {
  channels: 'permission.channels',
  purposes: 'permission.purposes',
  textVersion: 'permission.textVersion',
  source: 'permission.source',
  proof: 'permission.proof',
  validFrom: 'permission.validFrom',
  validTo: 'permission.until',
  reason: 'permission.reason',
  guardianCustomerNo: 'permission.guardianNo',
  relation: 'permission.relation',
  category: 'permission.category',
  about: 'permission.reason',
  usedFor: 'permission.usedFor',
}

/** Records what the customer decided. */
export const ChoiceSheet = ({ customerId, child, choices, onClose }: ChoiceSheetProps) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState(() => emptyDraft(today()))
  const [missing, setMissing] = useState<string[]>([])
  const record = useMutation({
    mutationFn: (choice: ChoiceInput) => api.privacy.recordChoice({ customerId, choice }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: queries.privacy.permission.key({ input: { customerId } }) })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readDraft(draft)
    setMissing(Array.isArray(read) ? read : [])
    if (!Array.isArray(read)) record.mutate(read)
  }
  const kinds = choiceKinds.filter((kind) => kind !== 'guardian' || child)
  const refused = choices.some(({ kind, endedAt }) => kind === 'refusal' && endedAt === null)
  return (
    <Sheet title={say('permission.record')} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit} noValidate>
        <Chips
          label={say('permission.kind')}
          options={kinds.map((value) => ({ value, text: word('choice_kind', value) }))}
          chosen={[draft.kind]}
          single
          onChange={([kind]) => kind && setDraft({ ...draft, kind, about: '', source: kind === 'refusal' ? 'said' : 'paper' })}
        />
        <ChoiceFields draft={draft} refused={refused} onChange={(changed) => setDraft({ ...draft, ...changed })} />
        {missing.length > 0 ? (
          <p className="warning-text" role="alert">
            {say('permission.missing', { what: missing.map((field) => say(fieldWords[field] ?? field)).join('、') })}
          </p>
        ) : null}
        {record.error ? (
          <p className="warning-text" role="alert">
            {describe(record.error).text}
          </p>
        ) : null}
        <button type="submit" className="sheet-done" disabled={record.isPending}>
          {say('permission.submit')}
        </button>
        <p className="muted small">{say('permission.onRecord')}</p>
      </form>
    </Sheet>
  )
}
