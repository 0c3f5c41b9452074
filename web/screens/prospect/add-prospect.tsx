import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { needs, nextSteps } from '../../../server/modules/contact/contract.ts'
import { basisKinds, prospectChannels, prospectMarks, sourceClasses, type NewProspect } from '../../../server/modules/prospect/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { ChipsField } from '../../ui/chips.tsx'
import { today } from '../../ui/format/date.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** Enters somebody who is no customer yet: who, where from, on what basis by which channels, what is next. */
export const AddProspect = ({ onClose }: { onClose: () => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [draft, setDraft] = useState<NewProspect>(() => ({
    id: crypto.randomUUID(),
    name: '',
    phone: null,
    sourceClass: 'c',
    introducedByNo: null,
    introducedNote: null,
    needs: [],
    marks: [],
    basis: 'spoken',
    basisProof: '',
    basisOn: today(),
    channels: ['call'],
    note: null,
    nextStep: 'call_again',
    nextOn: today(),
  }))
  const change = (changed: Partial<NewProspect>) => setDraft({ ...draft, ...changed })
  const add = useMutation({
    mutationFn: () => api.prospect.add(draft),
    onSuccess: async () => {
      onClose()
      await client.invalidateQueries({ queryKey: queries.prospect.key() })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate()
  }
  const ready = draft.name.trim() !== '' && draft.basisProof.trim() !== '' && draft.channels.length > 0
  return (
    <Sheet title={say('prospect.add')} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit}>
        <div className="sheet-pair">
          <TextField label={say('prospect.name')} value={draft.name} longest={40} onChange={(name) => change({ name })} />
          <TextField
            label={say('prospect.phone')}
            value={draft.phone ?? ''}
            longest={20}
            onChange={(phone) => change({ phone: orNull(phone) })}
          />
        </div>
        <ChipsField
          label={say('prospect.source')}
          options={sourceClasses.map((value) => ({ value, text: word('prospect_class', value) }))}
          chosen={[draft.sourceClass]}
          single
          onChange={([sourceClass]) => sourceClass && change({ sourceClass })}
        />
        <div className="sheet-pair">
          <TextField
            label={say('prospect.introducedByNo')}
            value={draft.introducedByNo ?? ''}
            longest={40}
            onChange={(no) => change({ introducedByNo: orNull(no) })}
          />
          <TextField
            label={say('prospect.introducedNote')}
            value={draft.introducedNote ?? ''}
            longest={60}
            onChange={(text) => change({ introducedNote: orNull(text) })}
          />
        </div>
        <ChipsField
          label={say('prospect.basis')}
          options={basisKinds.map((value) => ({ value, text: word('prospect_basis', value) }))}
          chosen={[draft.basis]}
          single
          onChange={([basis]) => basis && change({ basis })}
        />
        <div className="sheet-pair">
          <TextField
            label={say('prospect.proof')}
            value={draft.basisProof}
            longest={120}
            onChange={(basisProof) => change({ basisProof })}
          />
          <TextField type="date" label={say('prospect.basisOn')} value={draft.basisOn} onChange={(basisOn) => change({ basisOn })} />
        </div>
        <ChipsField
          label={say('prospect.channels')}
          options={prospectChannels.map((value) => ({ value, text: word('contact_channel', value) }))}
          chosen={draft.channels}
          onChange={(channels) => change({ channels })}
        />
        <ChipsField
          label={say('worklog.need')}
          options={needs.map((value) => ({ value, text: word('contact_need', value) }))}
          chosen={draft.needs}
          onChange={(chosen) => change({ needs: chosen })}
        />
        <ChipsField
          label={say('prospect.marks')}
          options={prospectMarks.map((value) => ({ value, text: word('prospect_mark', value) }))}
          chosen={draft.marks}
          onChange={(marks) => change({ marks })}
        />
        <ChipsField
          label={say('worklog.next')}
          options={nextSteps.map((value) => ({ value, text: word('contact_next', value) }))}
          chosen={draft.nextStep ? [draft.nextStep] : []}
          single
          onChange={([nextStep]) => change({ nextStep: nextStep ?? null })}
        />
        <TextField type="date" label={say('worklog.nextOn')} value={draft.nextOn ?? ''} onChange={(on) => change({ nextOn: orNull(on) })} />
        <p className="muted small">{say('prospect.addAbout')}</p>
        {add.error ? (
          <p className="warning-text" role="alert">
            {describe(add.error).text}
          </p>
        ) : null}
        <button type="submit" className="sheet-done" disabled={!ready || add.isPending}>
          {say('shell.save')}
        </button>
      </form>
    </Sheet>
  )
}
