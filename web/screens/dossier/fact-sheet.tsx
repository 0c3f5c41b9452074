import { ORPCError } from '@orpc/client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import { saidBy, type Detail, type Fact } from '../../../server/modules/dossier/contract.ts'
import type { Band } from '../../../server/platform/contract/terms.ts'
import { api, queries } from '../../api/client.ts'
import { refusalCode, useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips, ChipsField } from '../../ui/chips.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { detailOf, draftOf, emptyDraft, type Draft, type Field } from './draft.ts'
import { FactFields } from './fact-fields.tsx'

/** What is being written: a new fact of one of some fields, or a correction. */
export type Writing = { fields: readonly Field[] } | { correcting: Fact }

/** Why it was not taken, with the word that must not be there. */
const useRefusal = () => {
  const { say, word, has } = useWords()
  const describe = useProblem()
  return (error: unknown): string => {
    const key = `facts.refused.${refusalCode(error)}`
    if (!has(key)) return describe(error).text
    const data: Record<string, string> = error instanceof ORPCError ? (error.data ?? {}) : {}
    return say(key, { word: data['word'] ?? '', category: word('sensitive', data['category'] ?? '') })
  }
}

/** Writes a fact down, corrects it or takes it back. */
export const FactSheet = ({
  customerId,
  writing,
  bands,
  onClose,
}: {
  customerId: string
  writing: Writing
  bands: readonly Band[]
  onClose: () => void
}) => {
  const { say, word } = useWords()
  const refusal = useRefusal()
  const queryClient = useQueryClient()
  const correcting = 'correcting' in writing ? writing.correcting : undefined
  const fields = 'fields' in writing ? writing.fields : []
  const [draft, setDraft] = useState<Draft>(() => (correcting ? draftOf(correcting.detail) : emptyDraft(fields[0] ?? 'note')))
  const [source, setSource] = useState<Fact['saidBy']>('customer')
  const [relativeNo, setRelativeNo] = useState('')
  const [missing, setMissing] = useState(false)
  // sent again after a lost answer it is the same fact
  const id = useRef(crypto.randomUUID())
  const record = useMutation({
    mutationFn: (detail: Detail | null) =>
      api.dossier.record({
        id: id.current,
        customerId,
        detail,
        saidBy: source,
        relativeCustomerNo: detail?.field === 'family' && relativeNo.trim() !== '' ? relativeNo.trim() : null,
        corrects: correcting?.id ?? null,
      }),
    onSuccess: async () => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: queries.dossier.key() }),
        queryClient.invalidateQueries({ queryKey: queries.contact.timeline.key() }),
      ])
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const detail = detailOf(draft)
    setMissing(detail === undefined)
    if (detail !== undefined) record.mutate(detail)
  }
  const change = (part: Partial<Draft>) => setDraft((held) => ({ ...held, ...part }))
  const title = say(correcting ? 'facts.correctOf' : 'facts.addTo', { what: word('fact_field', draft.field) })
  return (
    <Sheet title={title} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit} noValidate>
        {fields.length > 1 ? (
          <Chips
            label={say('facts.field')}
            options={fields.map((value) => ({ value, text: word('fact_field', value) }))}
            chosen={[draft.field]}
            single
            onChange={([next]) => next && setDraft(emptyDraft(next))}
          />
        ) : null}
        <FactFields draft={draft} change={change} bands={bands} relativeNo={relativeNo} onRelativeNo={setRelativeNo} />
        <ChipsField
          label={say('facts.source')}
          options={saidBy.map((value) => ({ value, text: word('said_by', value) }))}
          chosen={[source]}
          single
          onChange={([next]) => next && setSource(next)}
        />
        {missing || record.error ? (
          <p className="warning-text" role="alert">
            {record.error && !missing ? refusal(record.error) : say('facts.missing')}
          </p>
        ) : null}
        <button type="submit" className="sheet-done fact-save" disabled={record.isPending}>
          {say('facts.save')}
        </button>
        {correcting ? (
          <button
            type="button"
            className="text-button"
            disabled={record.isPending}
            onClick={() => globalThis.confirm(say('facts.takeBackAsk')) && record.mutate(null)}
          >
            {say('facts.takeBack')}
          </button>
        ) : null}
      </form>
    </Sheet>
  )
}
