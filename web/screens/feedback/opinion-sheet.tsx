import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { opinionFamilies, opinionKinds, type OpinionRow } from '../../../server/modules/feedback/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { ChipsField } from '../../ui/chips.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'

/** What is said of a product: which, and what. Two presses send it; words may be added before the second. */
export const OpinionSheet = ({ customerId = null, onClose }: { customerId?: string | null; onClose: () => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [id] = useState(() => crypto.randomUUID())
  const [family, setFamily] = useState<OpinionRow['family']>()
  const [body, setBody] = useState('')
  const send = useMutation({
    mutationFn: async (kind: OpinionRow['kind']) => {
      if (family) await api.feedback.say({ id, family, kind, body: body.trim() === '' ? null : body.trim(), customerId })
    },
    onSuccess: async () => {
      onClose()
      await client.invalidateQueries({ queryKey: queries.feedback.key() })
    },
  })
  return (
    <Sheet title={say('opinion.say')} closeText={say('shell.cancel')} onClose={onClose}>
      <div className="sheet-fields">
        <ChipsField
          label={say('opinion.which')}
          options={opinionFamilies.map((value) => ({ value, text: word('opinion_family', value) }))}
          chosen={family ? [family] : []}
          single
          onChange={([next]) => setFamily(next)}
        />
        {family ? (
          <>
            <TextField label={say('opinion.words')} value={body} longest={300} onChange={setBody} />
            <ChipsField
              label={say('opinion.what')}
              options={opinionKinds
                .filter((kind) => kind !== 'other' || body.trim() !== '')
                .map((value) => ({ value, text: word('opinion_kind', value) }))}
              chosen={[]}
              single
              onChange={([kind]) => kind && send.mutate(kind)}
            />
          </>
        ) : null}
        <p className="muted small">{say('opinion.about')}</p>
        {send.error ? (
          <p className="warning-text" role="alert">
            {describe(send.error).text}
          </p>
        ) : null}
      </div>
    </Sheet>
  )
}
