import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { relationLayers, threeMoves, type LeaveCase } from '../../../server/modules/retention/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import { Panel } from '../../ui/panel.tsx'
import { TextField } from '../privacy/source-field.tsx'
import { emptyDraft, stepOf, type Kind, type StepDraft } from './step-draft.ts'
import { OfferFields } from './offer-fields.tsx'

const tagged: readonly Kind[] = ['talked', 'offer']

/** What this person may do next with the case. */
export const StepForm = ({ found }: { found: LeaveCase }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const queryClient = useQueryClient()
  const kinds: Kind[] = [...(found.offers.length > 0 ? (['offer'] as const) : []), ...found.steps]
  const [chosen, setChosen] = useState<Kind>()
  const [draft, setDraft] = useState<StepDraft>(emptyDraft)
  const [missing, setMissing] = useState(false)
  const kind = chosen !== undefined && kinds.includes(chosen) ? chosen : undefined
  const change = (part: Partial<StepDraft>) => setDraft({ ...draft, ...part })
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: async () => {
      setDraft(emptyDraft)
      setChosen(undefined)
      await queryClient.invalidateQueries({ queryKey: queries.retention.key() })
    },
  })
  if (kinds.length === 0) return null
  const asks = found.offers.some(({ offer, byAsking }) => offer === draft.offer && byAsking)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { offer, note, move, layer } = draft
    if (kind === 'offer') {
      setMissing(!offer || note.trim() === '')
      if (offer && note.trim() !== '') act.mutate(() => api.retention.offer({ id: found.id, offer, note: note.trim(), move, layer }))
    } else if (kind) {
      const step = stepOf(found.id, kind, draft)
      setMissing(!step)
      if (step) act.mutate(() => api.retention.step(step))
    }
  }
  return (
    <Panel title={say('leave.act')}>
      <form className="sheet-fields" onSubmit={submit} noValidate>
        <Chips
          label={say('leave.act')}
          options={kinds.map((value) => ({ value, text: value === 'offer' ? say('leave.offer') : word('leave_step', value) }))}
          chosen={kind ? [kind] : []}
          single
          onChange={([next]) => setChosen(next)}
        />
        {kind === 'offer' ? <OfferFields offers={found.offers} draft={draft} asks={asks} onChange={change} /> : null}
        {kind ? <TextField label={say('leave.what')} value={draft.note} longest={500} onChange={(note) => change({ note })} /> : null}
        {kind === 'said_stayed' ? (
          <>
            <TextField label={say('leave.bringing')} value={draft.bringing} longest={20} onChange={(bringing) => change({ bringing })} />
            <p className="small muted">{say('leave.notSeen')}</p>
          </>
        ) : null}
        {kind === 'win_back' ? (
          <label className="sheet-check">
            <input type="checkbox" checked={draft.cameBack} onChange={(event) => change({ cameBack: event.target.checked })} />
            {say('leave.didComeBack')}
          </label>
        ) : null}
        {kind && tagged.includes(kind) ? (
          <>
            <Chips
              label={say('leave.move')}
              options={threeMoves.map((value) => ({ value, text: word('three_move', value) }))}
              chosen={draft.move ? [draft.move] : []}
              single
              onChange={([move]) => change({ move: move ?? null })}
            />
            <Chips
              label={say('leave.layer')}
              options={relationLayers.map((value) => ({ value, text: word('relation_layer', value) }))}
              chosen={draft.layer ? [draft.layer] : []}
              single
              onChange={([layer]) => change({ layer: layer ?? null })}
            />
            {kind === 'offer' ? <p className="small muted">{say('plays.untagged')}</p> : null}
          </>
        ) : null}
        {missing || act.error ? (
          <p className="warning-text" role="alert">
            {act.error ? describe(act.error).text : say('leave.noteMissing')}
          </p>
        ) : null}
        {kind ? (
          <button type="submit" className="sheet-done" disabled={act.isPending}>
            {say(kind === 'offer' && asks ? 'leave.ask' : 'leave.submit')}
          </button>
        ) : null}
      </form>
    </Panel>
  )
}
