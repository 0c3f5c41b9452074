import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { ProgrammeDraft } from '../../../server/modules/points/rewards/contract.ts'
import { presetCodes, presets, type PresetCode } from '../../../server/modules/points/rewards/preset-terms.ts'
import { inPieces, rewardForms, type RewardForm } from '../../../server/modules/points/rewards/reward-terms.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'
import { draftOf, emptyDraft, emptyRule, presetDraft, type ComposedRule, type Composing } from './draft.ts'
import { PreviewWords } from './preview-words.tsx'
import { Pick, RuleFields } from './rule-fields.tsx'
import './points-rule.css'

const mostRules = 8

/** Composes a programme of conditions and amounts, from a common one or anew; its colour and who would get how much are shown before it is asked for. */
export const ProposeSheet = ({ onClose }: { onClose: () => void }) => {
  const { say, word, language } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [composing, setComposing] = useState<Composing>(emptyDraft)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const preview = useMutation({ mutationFn: (draft: ProgrammeDraft) => api.reward.preview(draft) })
  const propose = useMutation({
    mutationFn: (ask: { draft: ProgrammeDraft; reason: string }) => api.reward.propose(ask),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.reward.key() })
      onClose()
    },
  })
  const set = (change: Partial<Composing>) => {
    setComposing({ ...composing, ...change })
    preview.reset()
    propose.reset()
  }
  const usePreset = (code: PresetCode) => set(presetDraft(code, presets[code][language === 'en' ? 'en' : 'zh']))
  const { rules, form } = composing
  const putRule = (at: number, rule: ComposedRule | undefined) =>
    set({ rules: rule ? rules.with(at, rule) : rules.filter((_, place) => place !== at) })
  const text = (key: 'code' | 'name' | 'validFrom' | 'validTo' | 'capPoints' | 'documentNo', type: 'text' | 'date' = 'text') => (
    <TextField type={type} label={say(`points.draft.${key}`)} value={composing[key]} onChange={(value) => set({ [key]: value })} />
  )
  const draft = draftOf(composing)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacking = draft === undefined || reason.trim().length < 4
    setMissing(lacking)
    if (!lacking) propose.mutate({ draft, reason: reason.trim() })
  }
  return (
    <Sheet title={say('points.propose')} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit} noValidate>
        <div className="chips" role="group" aria-label={say('programme.presets')}>
          {presetCodes.map((code) => (
            <button key={code} type="button" aria-pressed={composing.code === code} onClick={() => usePreset(code)}>
              {presets[code][language === 'en' ? 'en' : 'zh']}
            </button>
          ))}
        </div>
        <div className="sheet-pair">
          {text('name')}
          {text('code')}
        </div>
        <Pick
          label={say('points.draft.form')}
          value={form}
          options={rewardForms.map((one) => [one, word('reward_form', one)])}
          onChange={(chosen) => set({ form: chosen as RewardForm })}
        />
        {inPieces(form) ? <p className="muted small">{say('programme.lastFits')}</p> : null}
        {rules.map((rule, at) => (
          <RuleFields
            key={`${rules.length} ${String(at)}`}
            rule={rule}
            form={form}
            number={rules.length > 1 ? at + 1 : undefined}
            onChange={(next) => putRule(at, next)}
            onRemove={rules.length > 1 ? () => putRule(at, undefined) : undefined}
          />
        ))}
        {rules.length < mostRules ? (
          <button type="button" className="text-button" onClick={() => set({ rules: [...rules, emptyRule] })}>
            {say('programme.addRule')}
          </button>
        ) : null}
        <div className="sheet-pair">
          {text('validFrom', 'date')}
          {text('validTo', 'date')}
        </div>
        <div className="sheet-pair">
          <TextField label={say('programme.goodMonths')} value={composing.goodMonths} onChange={(goodMonths) => set({ goodMonths })} />
          <TextField label={say('programme.capCustomer')} value={composing.capCustomer} onChange={(capCustomer) => set({ capCustomer })} />
        </div>
        <div className="sheet-pair">
          {text('capPoints')}
          {text('documentNo')}
        </div>
        <TextField label={say('points.draft.reason')} value={reason} onChange={setReason} />
        {preview.data ? <PreviewWords preview={preview.data} onOffer={usePreset} /> : null}
        {missing || preview.error || propose.error ? (
          <p className="warning-text" role="alert">
            {preview.error || propose.error ? describe(preview.error ?? propose.error).text : say('points.draft.missing')}
          </p>
        ) : null}
        <div className="sheet-pair">
          <button
            type="button"
            className="soft-button"
            disabled={preview.isPending}
            onClick={() => {
              setMissing(draft === undefined)
              if (draft) preview.mutate(draft)
            }}
          >
            {say('points.tryIt')}
          </button>
          <button type="submit" className="sheet-done" disabled={propose.isPending}>
            {say('points.submit')}
          </button>
        </div>
      </form>
    </Sheet>
  )
}
